public import ImportGraph
public import Recording

/// Why a module is loaded in each recorded event, and what would have to change so that it is not.
public struct Explanation: Sendable {
  /// The module.
  public let module: Module
  /// Nanoseconds and resident bytes of the module and of all it loads.
  public let inclusiveTime: UInt64, inclusiveMemory: Int64
  /// From the program to the module: each importer with the line that imports the next, as it happened first.
  public let callPath: [CodeSite]
  /// What holds in each event.
  public let events: [(event: String, verdict: Verdict)]

  /// What a module is to an event.
  public enum Verdict: Sendable {
    /// A chain leads to it that no change of the program's own imports can break.
    case needed(start: Start, chain: [Link])
    /// It stays away when these names are changed, the fewest there are.
    case avoidable([StatementReference])
  }

  /// Where a chain begins.
  public enum Start: Sendable, Equatable {
    /// At the program's entry.
    case entry
    /// At a module of which the event runs a function.
    case used(module: String, function: FirstCall?)
    /// At a module that an import in a function which the event runs asks for, with the line.
    case requested(module: String, site: CodeSite?)
  }

  /// One import of a chain.
  public struct Link: Sendable {
    /// The imported module.
    public let module: String
    /// Where the import is written.
    public let site: CodeSite?
    /// Why it cannot be deferred.
    public let reason: String
  }
}

/// Explains the modules of one graph.
struct Explainer {
  let graph: ImportGraph
  let model: LoadModel
  let reasons: [StatementReference: Reason]

  func explanation(of module: Module) -> Explanation {
    let behind = graph.closure(of: [module.index]) { _ in true }.map { graph.modules[$0] }
    return Explanation(
      module: module,
      inclusiveTime: behind.reduce(0) { $0 + $1.selfTime },
      inclusiveMemory: behind.reduce(0) { $0 + $1.selfMemory },
      callPath: graph.callPath(to: module),
      events: graph.runs.indices.map { (graph.runs[$0].event, verdict(on: module, in: $0)) }
    )
  }

  private func verdict(on module: Module, in run: Int) -> Explanation.Verdict {
    if let (start, chain) = chain(to: module.index, in: run) { return .needed(start: start, chain: chain) }
    let prices = model.statements.map { reasons[$0] == nil ? Optional(1.0) : nil }
    let event = model.events[run]
    let statements = model.minimumCut(for: event, weight: 1, prices: prices, target: module.index).changes
    return .avoidable(statements.map { model.statements[$0] })
  }

  /// The shortest chain of imports that stay, whatever is deferred.
  private func chain(to target: Int, in run: Int) -> (Explanation.Start, [Explanation.Link])? {
    let event = model.events[run]
    var cameBy: [Int: ImportEdge] = [:]
    let starts = graph.runs[run].roots.union([ImportGraph.entry])
    var queue = starts.sorted()
    var seen = starts
    var head = 0
    while head < queue.count, !seen.contains(target) {
      for edge in graph.edges(from: queue[head]) where stays(edge, in: event) && seen.insert(edge.target).inserted {
        cameBy[edge.target] = edge
        queue.append(edge.target)
      }
      head += 1
    }
    guard seen.contains(target) else { return nil }
    var chain: [Explanation.Link] = []
    var node = target
    while let edge = cameBy[node] {
      let link = Explanation.Link(module: graph.modules[node].name, site: edge.site, reason: reason(for: edge))
      chain.insert(link, at: 0)
      node = edge.source
    }
    return (self.start(at: node, in: graph.runs[run]), chain)
  }

  private func start(at node: Int, in run: RunUsage) -> Explanation.Start {
    if node == ImportGraph.entry { return .entry }
    let name = graph.modules[node].name
    if !run.used.contains(node), let site = run.requested[node] { return .requested(module: name, site: site) }
    return .used(module: name, function: run.firstUses[node])
  }

  private func stays(_ edge: ImportEdge, in event: LoadModel.Event) -> Bool {
    guard let statement = edge.statement else { return true }
    return reasons[statement] != nil || model.reaches(statement, in: event)
  }

  private func reason(for edge: ImportEdge) -> String {
    guard let statement = edge.statement else {
      let isPackage = graph.modules[edge.source].name.hasPrefix(graph.modules[edge.target].name + ".")
      return isPackage ? "a package is loaded before its parts" : "not one of the program's own statements"
    }
    if let reason = reasons[statement] { return reason.description }
    return "a function that this event runs reads the name"
  }
}
