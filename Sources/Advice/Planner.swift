public import ImportGraph

/// Chooses what to change: for every event an exact minimum cut between what it loads and what it can do without.
///
/// In one event, a module costs its own time if it is loaded before the response, and a changed name costs the reader of the
/// patch something; an import must be changed if its source is loaded and its target is not. Minimising the sum is a project
/// selection (Picard 1976). Names that the event reaches cannot be deferred in it: the import would only come later. A
/// deferral never makes an event load more, so the events' cuts add up to one plan, from which is then taken back what does
/// not pay on the average.
public struct Planner {
  /// What a changed name must at least bring: nanoseconds per start.
  public var costOfChange: Int64 = 1_000_000
  /// What an import that must stay must at least be worth to be reported: a share of the initialization.
  public var reportedShare = 0.01

  private let graph: ImportGraph
  private let reasons: [StatementReference: Reason]

  /// Prepares the choice.
  ///
  /// - Parameters:
  ///   - graph: the joined evidence.
  ///   - unwritable: why no patch can be written for a name, or nil; asked for every name that hazards allow.
  public init(_ graph: ImportGraph, unwritable: (StatementReference) -> Reason?) {
    self.graph = graph
    let evidence = Evidence(graph)
    var reasons: [StatementReference: Reason] = [:]
    for statement in Set(graph.edges.compactMap(\.statement)).sorted() {
      guard let candidate = CandidateImport(statement, in: graph) else { continue }
      reasons[statement] = Hazards.reason(against: candidate, in: evidence) ?? unwritable(statement)
    }
    self.reasons = reasons
  }

  /// The plan.
  public func plan() -> Plan {
    var changed = graph.runs.reduce(into: Set<StatementReference>()) {
      $0.formUnion(minimumCut(for: $1, heeding: reasons))
    }
    let before = cost(changing: [])
    // A statement that the cut names may have become superfluous through another one; then it only adds to the patch.
    for statement in changed.sorted() {
      let without = changed.subtracting([statement])
      if cost(changing: without) - cost(changing: changed) < Double(costOfChange) { changed = without }
    }
    let after = cost(changing: changed)
    let changes = changed.sorted().map { statement in
      PlannedChange(
        statement: statement,
        strategy: strategy(of: statement),
        marginalGain: cost(changing: changed.subtracting([statement])) - after
      )
    }
    return Plan(
      changes: changes,
      refusals: refusals(beside: changed),
      noWins: noWins(beside: changed),
      expectedGain: before - after,
      mustLoad: graph.runs.map(mustLoad)
    )
  }

  private func strategy(of statement: StatementReference) -> PlannedChange.Strategy {
    guard let candidate = CandidateImport(statement, in: graph) else { return .local }
    return candidate.uses.isEmpty ? .remove : .local
  }

  private func minimumCut(
    for run: RunUsage,
    heeding reasons: [StatementReference: Reason]
  ) -> Set<StatementReference> {
    let statements = Set(graph.edges.compactMap(\.statement)).filter { reasons[$0] == nil && !run.reached.contains($0) }
      .sorted()
    let numbers = Dictionary(uniqueKeysWithValues: statements.enumerated().map { ($1, graph.modules.count + $0) })
    let sink = graph.modules.count + statements.count
    var network = MinimumCut(nodes: sink + 1)
    for module in graph.modules { network.connect(module.index, sink, capacity: Int64(clamping: module.selfTime)) }
    for module in run.used { network.connect(ImportGraph.entry, module, capacity: MinimumCut.infinite) }
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

  /// What an event loads before its response when some names are deferred.
  private func loaded(in run: RunUsage, changing changed: Set<StatementReference>) -> Set<Int> {
    graph.closure(of: [ImportGraph.entry] + run.used) { edge in
      guard let statement = edge.statement else { return true }
      return !changed.contains(statement) || run.reached.contains(statement)
    }
  }

  /// Nanoseconds per start, on the average of the events.
  private func cost(changing changed: Set<StatementReference>) -> Double {
    graph.runs.reduce(0) { sum, run in
      sum + run.share * loaded(in: run, changing: changed).reduce(0) { $0 + Double(graph.modules[$1].selfTime) }
    }
  }

  /// What would be changed besides if nothing stood against it; each with what the start would lose without it.
  private func refusals(beside changed: Set<StatementReference>) -> [PlanRefusal] {
    let ideal = graph.runs.reduce(into: changed) { $0.formUnion(minimumCut(for: $1, heeding: [:])) }
    let least = cost(changing: ideal)
    let threshold = max(Double(graph.initializationTime) * reportedShare, Double(costOfChange))
    return ideal.compactMap { statement in
      guard let reason = reasons[statement] else { return nil }
      let gain = cost(changing: ideal.subtracting([statement])) - least
      return gain < threshold ? nil : PlanRefusal(statement: statement, potentialGain: gain, reason: reason)
    }
    .sorted { ($0.potentialGain, $1.statement) > ($1.potentialGain, $0.statement) }
  }

  private func noWins(beside changed: Set<StatementReference>) -> [NoWin] {
    let leastGain = Double(costOfChange)
    let collector = NoWinCollector(
      graph: graph,
      threshold: max(Double(graph.initializationTime) * reportedShare, leastGain),
      leastGain: leastGain,
      changed: changed,
      loaded: loaded
    )
    return collector.noWins(among: Set(graph.edges.compactMap(\.statement)).filter { reasons[$0] == nil }.sorted())
  }

  private func mustLoad(_ run: RunUsage) -> MustLoad {
    let bound = loaded(in: run, changing: Set(graph.edges.compactMap(\.statement)).subtracting(reasons.keys))
    return MustLoad(
      event: run.event,
      moduleCount: bound.count - 1,
      time: bound.reduce(0) { $0 + graph.modules[$1].selfTime },
      timeNow: graph.modules.reduce(0) { $0 + $1.selfTime }
    )
  }
}
