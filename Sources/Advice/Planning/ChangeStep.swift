public import ImportGraph

/// Changes that make one commit.
public struct ChangeStep: Sendable {
  /// The changes.
  public let changes: [PlannedChange]
  /// The libraries that are no longer loaded for nothing, the costliest first; module names where they are the program's own.
  public let libraries: [String]
  /// Nanoseconds that a start is expected to save by them, on the average of the recorded events.
  public let expectedGain: Double

  /// Puts together what one commit is to hold.
  public init(changes: [PlannedChange], libraries: [String], expectedGain: Double) {
    self.changes = changes
    self.libraries = libraries
    self.expectedGain = expectedGain
  }

  /// Divides a plan, the step with the largest gain first.
  ///
  /// Changes that only pay together stay together, and those that concern the same library meet in one step.
  public static func steps(of plan: Plan, in graph: ImportGraph, by grouping: ChangeGrouping) -> [ChangeStep] {
    var steps: [ChangeStep] = []
    for part in plan.parts {
      let step = ChangeStep(
        changes: part.changes,
        libraries: libraries(behind: part.changes, in: graph),
        expectedGain: part.gain
      )
      let same = steps.firstIndex { grouping == .entryPoint || $0.libraries.first == step.libraries.first }
      if let same { steps[same] = steps[same].joined(with: step) } else { steps.append(step) }
    }
    return steps
  }

  /// One commit for both.
  public func joined(with other: ChangeStep) -> ChangeStep {
    ChangeStep(
      changes: changes + other.changes,
      libraries: libraries + other.libraries.filter { !libraries.contains($0) },
      expectedGain: expectedGain + other.expectedGain
    )
  }

  /// What nothing else leads to, by the time that its modules take themselves.
  private static func libraries(behind changes: [PlannedChange], in graph: ImportGraph) -> [String] {
    let statements = Set(changes.map(\.statement))
    func isChanged(_ edge: ImportEdge) -> Bool { edge.statement.map(statements.contains) ?? false }
    let all = graph.closure(of: [ImportGraph.entry], following: { _ in true })
    let kept = graph.closure(of: [ImportGraph.entry], following: { !isChanged($0) })
    let avoided = all.subtracting(kept)
    let direct = Set(graph.edges.filter(isChanged).map(\.target))
    var times: [String: UInt64] = [:]
    var own: [String: UInt64] = [:]
    for index in avoided.isEmpty ? direct : avoided {
      let module = graph.modules[index]
      switch module.distribution.kind {
      case .firstParty: own[module.name, default: 0] += module.selfTime
      case .standardLibrary:
        times[module.name.split(separator: ".").first.map(String.init) ?? module.name, default: 0] += module.selfTime
      default: times[module.distribution.name, default: 0] += module.selfTime
      }
    }
    let total = times.values.reduce(0, +)
    let costly = times.filter { $0.value * leastPart >= total && $0.value > 0 }
    let chosen = costly.isEmpty ? own : costly
    let names = chosen.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map(\.key)
    return Array(names.prefix(mostNames))
  }

  /// A library with less than a tenth of the time is not named.
  private static let leastPart: UInt64 = 10
  private static let mostNames = 3
}
