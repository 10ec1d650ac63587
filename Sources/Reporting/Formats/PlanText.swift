public import Advice
public import ImportGraph
internal import PythonSyntax
internal import SourceText

/// What a plan changes and what it leaves, for people to read.
public struct PlanText {
  private let graph: ImportGraph
  private let plan: Plan

  /// Takes what is to be shown.
  public init(_ graph: ImportGraph, _ plan: Plan) {
    self.graph = graph
    self.plan = plan
  }

  /// The plan, with a line end behind each line.
  public var text: String {
    var lines: [String] = []
    if !plan.changes.isEmpty {
      lines.append(
        "\(count(plan.changes.count, "imported name")) to change, \(Figures.time(nanoseconds: plan.expectedGain)) of "
          + "\(Figures.time(nanoseconds: Double(graph.initializationTime))) initialization expected to go on the average:"
      )
    }
    for (index, group) in plan.groups.enumerated() {
      let members = plan.changes.filter { $0.group == index }
      if members.count > 1 {
        lines.append("  \(Figures.time(nanoseconds: group.gain)) by these together, and less without any of them:")
      }
      for change in members {
        let gain = members.count > 1 ? "" : "  \(Figures.time(nanoseconds: group.gain))"
        let margin = members.count > 1 ? "    " : "  "
        lines.append(margin + describe(change) + gain)
        if let reason = change.applicability.reason { lines.append("\(margin)  \(change.applicability): \(reason)") }
      }
    }
    lines += gapLine(plan)
    lines += unexpectedLines
    if !plan.refusals.isEmpty { lines.append("Left alone, though it would pay:") }
    lines += refusalLines(plan, in: graph)
    for problem in graph.project.problems {
      lines.append("Left alone: \(Figures.path(problem.file, below: graph.project.root)):\(problem.reason)")
    }
    return lines.wrapped
  }

  /// What starts with earlier plans have taught, so that nobody wonders why an import of it stays; what takes longest first.
  private var unexpectedLines: [String] {
    let imports = plan.unexpected.imports.flatMap { importer, names in
      names.map { ($0, "loads with \(importer.isEmpty ? "the program" : importer), whatever asks for it") }
    }
    let requests = plan.unexpected.requests.flatMap { event, names in
      names.map { ($0, "is asked for by the answer to \(event)") }
    }
    let times = Dictionary(uniqueKeysWithValues: graph.modules.map { ($0.name, $0.selfTime) })
    let lines = (imports + requests)
      .map { (times[$0.0, default: 0], "  \($0.0)  \($0.1)") }
      .sorted { ($1.0, $0.1) < ($0.0, $1.1) }
      .map(\.1)
    guard !lines.isEmpty else { return [] }
    let rest = lines.count - Self.mostUnexpected
    return ["Loaded all the same when the imports that were seen to ask for it waited:"]
      + lines.prefix(Self.mostUnexpected) + (rest > 0 ? ["  and \(rest) more"] : [])
  }

  private static let mostUnexpected = 5

  private func describe(_ change: PlannedChange) -> String {
    let name = graph.project.boundName(of: change.statement) ?? ""
    return "\(sourceLine(of: change.statement, in: graph))  \(PlanTable.verb(change)) `\(name)`"
  }

  private func count(_ number: Int, _ noun: String) -> String {
    number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
  }
}

/// By how much a plan may fall short of the best; nothing if that is not worth a word.
func gapLine(_ plan: Plan) -> [String] {
  let least = 100_000.0
  guard plan.optimalityGap >= least else { return [] }
  return ["  (another plan could save at most \(Figures.time(nanoseconds: plan.optimalityGap)) more)"]
}
