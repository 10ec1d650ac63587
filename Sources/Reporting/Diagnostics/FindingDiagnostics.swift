internal import Advice
internal import ImportGraph
internal import Recording

/// Findings as diagnostics, in their order.
struct FindingDiagnostics {
  let all: [Diagnostic]

  init(_ findings: [Finding], _ graph: ImportGraph) {
    var known: Set<String> = []
    all = findings.map { finding in
      let places = Self.sites(of: finding).map { site in
        Diagnostic.Place(file: graph.project.relativePath(of: site.file), line: site.line)
      }
      let library = finding.distribution
      return Diagnostic(
        rule: Rule(finding.pattern),
        subject: "\(library)",
        message: Self.message(finding),
        notes: Self.parts(of: finding) + ["Usual repair: \(finding.suggestion)"],
        time: Double(finding.time),
        share: finding.share,
        memory: finding.memory,
        places: places,
        fix: nil,
        fingerprint: Diagnostic.fingerprint(
          of: [finding.pattern.rawValue, library.name, places.first?.file ?? ""],
          among: &known
        )
      )
    }
  }

  /// The statement through which the library is loaded first, then the others.
  private static func sites(of finding: Finding) -> [CodeSite] {
    guard let first = finding.callPath.last(where: finding.sites.contains) else { return finding.sites }
    return [first] + finding.sites.filter { $0 != first }
  }

  private static func message(_ finding: Finding) -> String {
    let memory = finding.memory > 0 ? " and \(Figures.memory(Double(finding.memory)))" : ""
    return "\(finding.distribution) costs a start \(Figures.time(nanoseconds: Double(finding.time))) "
      + "(\(Figures.percent(finding.share)))\(memory): \(finding.evidence)"
  }

  private static func parts(of finding: Finding) -> [String] {
    guard !finding.parts.isEmpty else { return [] }
    let shown = finding.parts.prefix(mostParts).map { "\($0.name) \(Figures.time(nanoseconds: Double($0.time)))" }
    let rest = finding.parts.count - shown.count
    return ["Could go: " + shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")]
  }

  private static let mostParts = 4
}
