public import Advice
public import ImportGraph
internal import PythonSyntax
public import Verification

/// What a proven patch does and how that is known: what commit messages and change requests are written from.
public struct ChangeDescription: Sendable {
  /// The program, as a user would type it.
  let program: String
  /// The command that made the patch.
  let command: String
  let machine: String
  let graph: ImportGraph
  let plan: Plan
  let verdict: Verdict
  /// The names left out because the program breaks with them.
  let dropped: [StatementReference: Reason]
  /// The commits, in their order.
  public let steps: [ChangeStep]

  /// Takes what is to be told.
  ///
  /// - Parameters:
  ///   - program: the program, as a user would type it; it tells the requests of several programs apart.
  ///   - command: the command that made the patch.
  ///   - machine: what it was measured on, in a few words.
  ///   - graph: what the patch was planned from.
  ///   - plan: what was planned.
  ///   - verdict: what the proof measured.
  ///   - dropped: the names left out because the program breaks with them.
  ///   - steps: the commits, in their order.
  public init(
    program: String,
    command: String,
    machine: String,
    _ graph: ImportGraph,
    _ plan: Plan,
    _ verdict: Verdict,
    dropped: [StatementReference: Reason],
    steps: [ChangeStep]
  ) {
    self.program = program
    self.command = command
    self.machine = machine
    self.graph = graph
    self.plan = plan
    self.verdict = verdict
    self.dropped = dropped
    self.steps = steps
  }

  /// `Import scipy and pandas only where they are needed`.
  func subject(_ libraries: [String]) -> String {
    guard let last = libraries.last else { return "Import less at the start" }
    guard libraries.count > 1 else { return "Import \(last) only where it is needed" }
    return "Import \(libraries.dropLast().joined(separator: ", ")) and \(last) only where they are needed"
  }

  /// The place of an import, its name, and what happens to it.
  func row(_ change: PlannedChange) -> (place: String, name: String, verb: String) {
    (
      sourceLine(of: change.statement, in: graph), graph.project.boundName(of: change.statement) ?? "?",
      PlanTable.verb(change)
    )
  }
}
