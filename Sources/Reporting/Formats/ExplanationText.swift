public import Advice
public import ImportGraph
internal import PythonSyntax
internal import Recording

/// Why a module is loaded, for people to read.
public struct ExplanationText {
  private let graph: ImportGraph
  private let explanation: Explanation

  /// Takes what is to be shown.
  public init(_ graph: ImportGraph, _ explanation: Explanation) {
    self.graph = graph
    self.explanation = explanation
  }

  /// The explanation, with a line end behind each line.
  public var text: String {
    let module = explanation.module
    var lines = [
      "\(module.name) (\(module.distribution)): \(time(module.selfTime)) of its own, "
        + "\(time(explanation.inclusiveTime)) and \(Figures.memory(Double(explanation.inclusiveMemory))) with all it loads"
    ]
    if !explanation.callPath.isEmpty {
      lines.append("  loaded by  " + explanation.callPath.map(place).joined(separator: " → "))
    }
    for (event, verdict) in explanation.events { lines += describe(verdict, event) }
    return lines.wrapped
  }

  private func describe(_ verdict: Explanation.Verdict, _ event: String) -> [String] {
    switch verdict {
    case .avoidable(let statements):
      return ["\(event): not needed; it stays away when these change:"]
        + statements.map { statement in
          let name = graph.project.boundName(of: statement) ?? ""
          return "  \(sourceLine(of: statement, in: graph))  `\(name)`"
        }
    case .needed(.used(let module, let function), let chain):
      let user = function.map { "`\($0.name)` (\(place($0.site)))" } ?? "a function"
      return ["\(event): needed; \(user) of \(module) runs"] + chain.map(describe)
    case .needed(.requested(let module, let site), let chain):
      let line = site.map { "\(place($0)), in a function that runs," } ?? "a function that runs"
      return ["\(event): needed; \(line) imports \(module)"] + chain.map(describe)
    case .needed(.entry, let chain):
      return ["\(event): needed; no change of the program's own imports can avoid it:"] + chain.map(describe)
    }
  }

  private func describe(_ link: Explanation.Link) -> String {
    "  \(link.site.map(place) ?? "the import system") imports \(link.module): \(link.reason)"
  }

  private func time(_ nanoseconds: UInt64) -> String { Figures.time(nanoseconds: Double(nanoseconds)) }

  private func place(_ site: CodeSite) -> String {
    "\(Figures.path(site.file, below: graph.project.root)):\(site.line)"
  }
}
