internal import ImportGraph
internal import Recording

/// What is known about one library, or a part of one: the ground on which the patterns decide.
struct LibraryEvidence {
  let graph: ImportGraph
  let needs: NeededModules
  let thresholds: FindingThresholds
  /// What it came with, and its modules.
  let distribution: Distribution, modules: [Module]

  /// The runs that need any of it.
  var runs: [Int] { runs(needing: modules) }

  /// The share of the events that needs any of it.
  var neededShare: Double { share(of: runs) }

  /// The events that need any of it.
  var events: [String] { runs.map { graph.runs[$0].event } }

  func isRare(_ share: Double) -> Bool { share < thresholds.rareShare && share < 1 - 1e-9 }

  func runs(needing modules: [Module]) -> [Int] {
    graph.runs.indices.filter { run in modules.contains { needs.inRun[run].contains($0.index) } }
  }

  func share(of runs: [Int]) -> Double { runs.reduce(0) { $0 + graph.runs[$1].share } }

  /// The least time that counts, in nanoseconds.
  var leastTime: Double { max(1, Double(graph.initializationTime)) * thresholds.libraryShare }

  /// The library's functions that ran on the way to an answer, without bodies of classes, lambdas and comprehensions.
  var functions: [String] {
    let own = Set(modules.map(\.index))
    let calls = graph.runs.flatMap { run in own.flatMap { run.functions[$0] ?? [] } }
    return Set(calls.map(\.name).filter { !$0.contains("<") }).sorted()
  }

  /// A finding about some of the library's modules and what is loaded only for them; nil if that costs too little.
  func finding(
    _ pattern: Finding.Pattern,
    losing lost: [Module]? = nil,
    parts: [Finding.Part],
    evidence: String,
    suggestion: String
  ) -> Finding? {
    let lost = lost ?? modules
    let gone = lost + dependents(of: Set(lost.map(\.index)))
    let time = gone.reduce(UInt64(0)) { $0 + $1.selfTime }
    guard Double(time) >= leastTime else { return nil }
    return Finding(
      pattern: pattern,
      distribution: distribution,
      moduleCount: lost.count,
      time: time,
      memory: gone.reduce(0) { $0 + $1.selfMemory },
      share: Double(time) / Double(max(graph.initializationTime, 1)),
      events: events,
      eventCount: graph.runs.count,
      evidence: evidence,
      suggestion: suggestion,
      parts: parts,
      utilization: graph.utilization.isEmpty
        ? nil
        : graph.utilization[distribution] ?? Utilization(),
      callPath: lost.min { $0.index < $1.index }.map(graph.callPath) ?? [],
      sites: ImportSites.leading(to: Set(lost.map(\.index)), in: graph)
    )
  }

  /// The modules that are loaded for these only.
  private func dependents(of modules: Set<Int>) -> [Module] {
    let requested = Set(graph.runs.flatMap(\.requested.keys)).subtracting(modules)
    let remaining = graph.closure(of: requested.union([ImportGraph.entry])) { !modules.contains($0.target) }
    return graph.modules.filter { !remaining.contains($0.index) && !modules.contains($0.index) }
  }
}
