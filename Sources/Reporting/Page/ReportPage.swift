public import Advice
internal import Foundation
public import ImportGraph
public import Recording
public import Rewriting

/// The report as one HTML file that needs nothing else: figures, findings, charts, and the modules as a table.
///
/// What is shown travels as JSON (`PageDocument`), and the page's own script makes elements of it, never markup: a name from
/// a recording stays text. A content security policy allows this script and this style alone, and no request of any kind.
public struct ReportPage {
  private let recording: Recording
  private let graph: ImportGraph
  private let findings: [Finding]
  private let plan: Plan
  /// The plan as new contents of files; nil to show no diff.
  public var patch: Patch?
  /// Why libraries were not looked at; nil if they were.
  public var remark: String?
  /// What is to be read with the report: what the recording lacks, the lint rules that the patch would break.
  public var remarks: [String] = []

  /// Takes what is to be shown.
  public init(_ recording: Recording, _ graph: ImportGraph, _ findings: [Finding], _ plan: Plan) {
    self.recording = recording
    self.graph = graph
    self.findings = findings
    self.plan = plan
  }

  /// The file.
  public var bytes: [UInt8] {
    let document = PageDocument(
      title: recording.program.entry.title,
      python: graph.interpreter.version,
      isCommand: recording.program.entry.isCommand,
      summary: PageSummary(recording, graph, plan),
      findings: findings.map { PageFinding($0, graph, plan) },
      remark: remark,
      remarks: remarks,
      plan: PagePlan(graph, plan, patch),
      modules: PageModules(graph, plan, FileUtilization(recording)),
      charts: PageCharts(recording, graph),
      timeline: recording.runs.map(PageRun.init)
    )
    return Self.page(EmbeddedJSON.text(of: document))
  }

  /// The template with its parts in place; each marker stands in it once.
  private static func page(_ data: String) -> [UInt8] {
    let style = text(PackageResources.page_css)
    let script = "(() => {\n\"use strict\";\n" + scripts.map(text).joined() + "})();\n"
    var rest = text(PackageResources.page_html)[...]
    var page = ""
    let parts = [
      ("{{policy}}", policy(script: script, style: style)), ("{{style}}", style), ("{{data}}", data),
      ("{{script}}", script),
    ]
    for (marker, part) in parts {
      guard let place = rest.range(of: marker) else { continue }
      page += rest[..<place.lowerBound] + part
      rest = rest[place.upperBound...]
    }
    return Array((page + rest).utf8)
  }

  /// In the order in which they need each other.
  private static let scripts = [
    PackageResources.elements_js, PackageResources.summary_js, PackageResources.findings_js,
    PackageResources.chart_js, PackageResources.modules_js, PackageResources.timeline_js, PackageResources.page_js,
  ]

  private static func text(_ resource: [UInt8]) -> String { String(decoding: resource, as: UTF8.self) }

  private static func policy(script: String, style: String) -> String {
    "default-src 'none'; script-src '\(hash(script))'; style-src '\(hash(style))'; base-uri 'none'; form-action 'none'"
  }

  /// As a content security policy names an inline part.
  private static func hash(_ part: String) -> String {
    var bytes: [UInt8] = []
    var digits = Digest.hexadecimal(of: Array(part.utf8))[...]
    while let byte = UInt8(digits.prefix(2), radix: 16) {
      bytes.append(byte)
      digits = digits.dropFirst(2)
    }
    return "sha256-" + Data(bytes).base64EncodedString()
  }
}
