public import ImportGraph
internal import PythonSyntax
public import Recording

/// An import that looks heavy and could be deferred, and that nothing is gained by deferring: its module is loaded anyway.
public struct NoWin: Sendable, Hashable {
  /// The name.
  public let statement: StatementReference
  /// The module it leads to.
  public let module: String
  /// Nanoseconds that the module and all it loads take: what a list of slow imports would promise.
  public let apparentTime: UInt64
  /// What else loads the module; nil where an event uses it or a part of it.
  public let loadedBy: CodeSite?

  /// Why nothing is gained.
  public var reason: String {
    loadedBy == nil ? "an event uses part of \(module) itself" : "\(module) is loaded anyway"
  }
}

/// Finds the heavy imports whose deferral would gain nothing beside the planned changes.
struct NoWinCollector {
  let graph: ImportGraph
  /// What must at least seem to be gained, and what would be a gain after all, in nanoseconds.
  let threshold: Double, leastGain: Double
  let changed: Set<StatementReference>

  func noWins(among candidates: [StatementReference]) -> [NoWin] {
    var libraries: [StatementReference: [Int]] = [:]
    for edge in graph.edges where graph.modules[edge.target].distribution.kind != .firstParty {
      if let statement = edge.statement { libraries[statement, default: []].append(edge.target) }
    }
    // The names of one statement are deferred together, or each would be found to be kept by the next.
    let statements = Dictionary(grouping: candidates.filter { libraries[$0] != nil }) { name in
      Statement(file: name.file, index: name.reference.statement)
    }
    let planned = graph.runs.map { Double(time(of: loaded($0, changed))) }
    var sums: [Int: UInt64] = [:]
    return statements.values.compactMap { names -> NoWin? in
      guard let first = names.min(), changed.isDisjoint(with: names), graph.project.isOwn(first.file) else {
        return nil
      }
      let targets = names.flatMap { libraries[$0] ?? [] }
      for target in targets where sums[target] == nil { sums[target] = time(of: all(behind: target)) }
      guard let target = targets.max(by: { (sums[$0, default: 0], $1) < (sums[$1, default: 0], $0) }),
        let apparent = sums[target], Double(apparent) >= threshold
      else { return nil }
      let deferred = changed.union(names)
      let gain = zip(graph.runs, planned).reduce(0) { sum, run in
        sum + run.0.share * (run.1 - Double(time(of: loaded(run.0, deferred))))
      }
      guard gain < leastGain, let keeper = keeper(of: target, against: Set(names), deferred) else { return nil }
      let module = graph.modules[target].name
      return NoWin(statement: first, module: module, apparentTime: apparent, loadedBy: keeper.site)
    }
    .sorted { ($0.apparentTime, $1.statement) > ($1.apparentTime, $0.statement) }
  }

  private struct Statement: Hashable {
    let file: String, index: Int
  }

  /// What keeps a module loaded: another import, or an event that uses it.
  private struct Keeper {
    let site: CodeSite?
  }

  /// What keeps a module loaded in an event that does not need the statement.
  private func keeper(
    of target: Int,
    against names: Set<StatementReference>,
    _ deferred: Set<StatementReference>
  ) -> Keeper? {
    let behind = all(behind: target)
    for run in graph.runs where run.reached.isDisjoint(with: names) {
      let remaining = loaded(run, deferred)
      guard remaining.contains(target) else { continue }
      if run.used.contains(target) { return Keeper(site: nil) }
      if let site = run.requested[target] { return Keeper(site: site) }
      // What the module loads itself may ask for it again; that does not keep it.
      let edge = graph.edges.first { edge in
        guard edge.target == target, edge.site != nil, remaining.contains(edge.source), !behind.contains(edge.source)
        else { return false }
        return edge.statement.map { !deferred.contains($0) || run.reached.contains($0) } ?? true
      }
      return Keeper(site: edge?.site)
    }
    return nil
  }

  /// What an event loads before its response when some names are deferred.
  private func loaded(_ run: RunUsage, _ changed: Set<StatementReference>) -> Set<Int> {
    graph.closure(of: run.roots.union([ImportGraph.entry])) { edge in
      guard let statement = edge.statement else { return true }
      return !changed.contains(statement) || run.reached.contains(statement)
    }
  }

  private func all(behind module: Int) -> Set<Int> { graph.closure(of: [module]) { _ in true } }

  private func time(of modules: Set<Int>) -> UInt64 { modules.reduce(0) { $0 + graph.modules[$1].selfTime } }
}
