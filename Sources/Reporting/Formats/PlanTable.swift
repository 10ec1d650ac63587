internal import Advice
internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// The plan's changes by what they are worth, one line each.
struct PlanTable {
  private let graph: ImportGraph
  private let plan: Plan

  init(_ graph: ImportGraph, _ plan: Plan) {
    self.graph = graph
    self.plan = plan
  }

  /// The lines with their titles; none for a plan that changes nothing.
  ///
  /// The changes of one group follow one another, and only the first has a gain: the others pay together with it.
  var lines: [String] {
    guard !plan.changes.isEmpty else { return [] }
    var table = Table([("gain", .right), ("import statement", .left), ("name", .left), ("change", .left)])
    let groups = plan.groups.enumerated().sorted { ($0.element.gain, $1.offset) > ($1.element.gain, $0.offset) }
    for (index, group) in groups {
      for (row, change) in plan.changes.filter({ $0.group == index }).enumerated() {
        let name = graph.project.boundName(of: change.statement) ?? ""
        table.append([
          row == 0 ? Figures.time(nanoseconds: group.gain) : "with it", sourceLine(of: change.statement, in: graph),
          name,
          Self.verb(change) + (change.applicability == .safe ? "" : " (\(change.applicability))"),
        ])
      }
    }
    return table.lines(width: Wrapping.width)
  }

  /// What happens to the statement, in a word or two.
  static func verb(_ change: PlannedChange) -> String {
    switch change.strategy {
    case .remove: "remove"
    case .local: change.isLate ? "defer to its branch" : "defer"
    case .typeChecking: "leave to type checkers"
    case .lazyKeyword, .lazyModules: "import lazily"
    case .moduleGetattr: "export lazily"
    case .narrow: "take from \(change.definition?.module ?? "where it is defined")"
    }
  }
}
