public import ImportGraph

/// Chooses what to change: an exact minimum cut between what is loaded at the start and what is not.
///
/// A module that is loaded at the start costs its own time; one that is not costs that time in the share of the events
/// that need it anyway; a changed name costs the reader of the patch something. An import must be changed if its source is
/// loaded at the start and its target is not. Minimising the sum is a project selection (Picard 1976).
public struct Planner {
  /// What a changed name must at least bring: nanoseconds per start.
  public var costOfChange: Int64 = 1_000_000
  /// What an import that must stay must at least be worth to be reported: a share of the initialization.
  public var reportedShare = 0.01

  private let graph: ImportGraph
  private let reasons: [StatementReference: Reason]
  private let needed: [Double]

  /// Prepares the choice.
  ///
  /// - Parameter unwritable: why no patch can be written for a name, or nil; asked for every name that hazards allow.
  public init(_ graph: ImportGraph, unwritable: (StatementReference) -> Reason?) {
    self.graph = graph
    var reasons: [StatementReference: Reason] = [:]
    for statement in Set(graph.edges.compactMap(\.statement)).sorted() {
      guard let candidate = CandidateImport(statement, in: graph) else { continue }
      reasons[statement] = Hazards.reason(against: candidate, in: graph) ?? unwritable(statement)
    }
    self.reasons = reasons
    needed = Self.shares(graph, reasons)
  }

  /// For each module the share of the events that need it, however its imports are changed.
  private static func shares(_ graph: ImportGraph, _ reasons: [StatementReference: Reason]) -> [Double] {
    var shares = [Double](repeating: 0, count: graph.modules.count)
    for run in graph.runs {
      let reached = graph.edges.filter { edge in edge.statement.map { run.reached.contains($0) } ?? false }
      let start = [ImportGraph.entry] + run.used + reached.map(\.target)
      for module in graph.closure(of: start, following: { isHard($0, reasons) }) { shares[module] += run.share }
    }
    return shares
  }

  private static func isHard(_ edge: ImportEdge, _ reasons: [StatementReference: Reason]) -> Bool {
    guard let statement = edge.statement else { return true }
    return reasons[statement] != nil
  }

  /// The plan.
  public func plan() -> Plan {
    var changed = minimumCut()
    let before = cost(changing: [])
    // A statement that the cut names may have become superfluous through another one; then it only adds to the patch.
    for statement in changed.sorted() {
      let without = changed.subtracting([statement])
      if cost(changing: without) - cost(changing: changed) < Double(costOfChange) { changed = without }
    }
    let after = cost(changing: changed)
    let changes = changed.sorted().map { statement in
      PlannedChange(
        statement: statement, strategy: strategy(of: statement),
        marginalGain: cost(changing: changed.subtracting([statement])) - after)
    }
    let loaded = loadedAtStart(changing: changed)
    return Plan(
      changes: changes, refusals: refusals(beside: changed, after),
      avoidedModules: Set(graph.modules.indices).subtracting(loaded), expectedGain: before - after, mustLoad: mustLoad())
  }

  private func strategy(of statement: StatementReference) -> PlannedChange.Strategy {
    guard let candidate = CandidateImport(statement, in: graph) else { return .local }
    return candidate.uses.isEmpty ? .remove : .local
  }

  private func minimumCut() -> Set<StatementReference> {
    let statements = Set(graph.edges.compactMap(\.statement)).subtracting(reasons.keys).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: statements.enumerated().map { ($1, graph.modules.count + $0) })
    let sink = graph.modules.count + statements.count
    var network = MinimumCut(nodes: sink + 1)
    for module in graph.modules where module.index != ImportGraph.entry {
      network.connect(module.index, sink, capacity: Int64(Double(module.selfTime) * max(0, 1 - needed[module.index])))
    }
    var sources: Set<[Int]> = []
    for edge in graph.edges {
      guard let statement = edge.statement, let node = numbers[statement] else {
        network.connect(edge.source, edge.target, capacity: MinimumCut.infinite)
        continue
      }
      // All that one name leads to hangs off one node, so that its change is paid for once.
      if sources.insert([edge.source, node]).inserted { network.connect(edge.source, node, capacity: costOfChange) }
      network.connect(node, edge.target, capacity: MinimumCut.infinite)
    }
    let side = network.solve(from: ImportGraph.entry, to: sink).sourceSide
    let cut = graph.edges.filter { edge in
      guard let statement = edge.statement, let node = numbers[statement] else { return false }
      return side[edge.source] && !side[node]
    }
    return Set(cut.compactMap(\.statement))
  }

  private func loadedAtStart(changing changed: Set<StatementReference>) -> Set<Int> {
    graph.closure(of: [ImportGraph.entry]) { edge in edge.statement.map { !changed.contains($0) } ?? true }
  }

  /// Nanoseconds per start, on the average of the events.
  private func cost(changing changed: Set<StatementReference>) -> Double {
    let loaded = loadedAtStart(changing: changed)
    return graph.modules.reduce(0) { sum, module in
      sum + Double(module.selfTime) * (loaded.contains(module.index) ? 1 : needed[module.index])
    }
  }

  private func refusals(beside changed: Set<StatementReference>, _ after: Double) -> [PlanRefusal] {
    let threshold = Double(graph.initializationTime) * reportedShare
    return reasons.map { statement, reason in
      let gain = after - cost(changing: changed.union([statement]))
      return PlanRefusal(statement: statement, potentialGain: gain, reason: reason)
    }
    .filter { $0.potentialGain >= max(threshold, Double(costOfChange)) }
    .sorted { ($0.potentialGain, $1.statement) > ($1.potentialGain, $0.statement) }
  }

  private func mustLoad() -> MustLoad {
    let used = graph.runs.reduce(into: Set<Int>()) { $0.formUnion($1.used) }
    let reached = graph.runs.reduce(into: Set<StatementReference>()) { $0.formUnion($1.reached) }
    let targets = graph.edges.filter { edge in edge.statement.map { reached.contains($0) } ?? false }.map(\.target)
    let bound = graph.closure(of: [ImportGraph.entry] + used + targets) { Self.isHard($0, reasons) }
    return MustLoad(
      moduleCount: bound.count, time: bound.reduce(0) { $0 + graph.modules[$1].selfTime },
      timeNow: graph.modules.reduce(0) { $0 + $1.selfTime })
  }
}
