public import Advice
public import ImportGraph
public import Recording
internal import Rewriting

/// Turns a recording into the graph, the findings, and the plan.
public struct Advise {
  /// The joined evidence.
  public let graph: ImportGraph
  /// The libraries that cost more than they give.
  public let findings: [Finding]
  /// What to change.
  public let plan: Plan

  /// Reads the program's files and analyses the recording.
  ///
  /// - Parameters:
  ///   - recording: what running the program showed.
  ///   - excluded: names that were found to break the program when they are deferred, with the reason.
  public init(_ recording: Recording, excluding excluded: [StatementReference: Reason] = [:]) {
    let project = Project(of: recording)
    graph = ImportGraph(recording, project)
    findings = FindingCollector(graph).findings()
    plan = Planner(graph) { excluded[$0] ?? Writability.reason(against: $0, in: project) }.plan()
  }
}
