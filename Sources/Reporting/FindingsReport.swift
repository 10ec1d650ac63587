public import Advice
public import ImportGraph
public import Recording

/// The findings of a recording in any format.
public struct FindingsReport {
  private let graph: ImportGraph
  private let findings: [Finding]
  private let plan: Plan
  private let repository: Repository
  /// Whether text tells each finding with its evidence and its import sites.
  public var isVerbose = false
  /// How headings of text are set off.
  public var style = Style.plain
  /// Why libraries were not looked at; nil if they were.
  public var remark: String?
  /// What the recording lacks.
  public var remarks: [Remark] = []

  /// Takes what is to be shown.
  public init(_ graph: ImportGraph, _ findings: [Finding], _ plan: Plan, in repository: Repository) {
    self.graph = graph
    self.findings = findings
    self.plan = plan
    self.repository = repository
  }

  /// The report as the bytes of a file.
  public func bytes(_ format: OutputFormat) -> [UInt8] {
    let diagnostics = FindingDiagnostics(findings, graph).all
    return switch format {
    case .text: Array(text.utf8)
    case .json: FindingsJSON(graph, findings, plan, examined: remark == nil, remarks).bytes
    case .markdown: FindingsMarkdown.bytes(of: diagnostics, graph, plan, remark: remark)
    case .concise, .github, .gitlab, .rdjson, .rdjsonl, .sarif, .junit: format.bytes(of: diagnostics, in: repository)
    }
  }

  private var text: String {
    var report = FindingsText(graph, findings, plan)
    (report.isVerbose, report.style, report.remark) = (isVerbose, style, remark)
    return report.text
  }
}
