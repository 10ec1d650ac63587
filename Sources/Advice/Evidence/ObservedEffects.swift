internal import ImportGraph
internal import Recording

/// What loading modules was seen to change, and which of it others would miss.
struct ObservedEffects {
  private let graph: ImportGraph
  private let numbers: [String: Int]
  private let edges: [[ImportEdge]]
  private let targets: [StatementReference: Set<Int>]

  init(_ graph: ImportGraph) {
    self.graph = graph
    numbers = Dictionary(graph.modules.dropFirst().map { ($0.name, $0.index) }, uniquingKeysWith: { first, _ in first })
    var edges = [[ImportEdge]](repeating: [], count: graph.modules.count)
    var targets: [StatementReference: Set<Int>] = [:]
    for edge in graph.edges {
      edges[edge.source].append(edge)
      if let statement = edge.statement { targets[statement, default: []].insert(edge.target) }
    }
    self.edges = edges
    self.targets = targets
  }

  /// Whether a module's loading was watched at all; older recordings know nothing of effects.
  func hasObserved(_ module: Module) -> Bool { graph.observedModules.contains(module.name) }

  /// The first effect that others would see if an imported name were deferred; nil if there is none.
  ///
  /// Other imports may be deferred together with this one: what counts is all that it loads and that no import which
  /// must stay loads as well.
  ///
  /// - Parameters:
  ///   - statement: the imported name.
  ///   - staying: the imported names that are known to stay as they are.
  /// - Returns: the effect, of the module that comes first in the order of loading.
  func effect(
    behind statement: StatementReference,
    staying: Set<StatementReference>
  ) -> ModuleEffect? {
    guard let own = targets[statement] else { return nil }
    let kept = reached(from: [ImportGraph.entry]) { edge in
      edge.statement.map { $0 != statement && staying.contains($0) } ?? true
    }
    let loaded = reached(from: own) { _ in true }
    let closure = EffectClosure(later: loaded.subtracting(kept), numbers: numbers)
    return effects(of: closure.later).first { EffectSeverity($0, in: closure) == .others }
  }

  /// Whether nobody would miss anything if some modules were never loaded: no effect on others was seen, and nothing
  /// that stays and is not the standard library's is asked for, so that nothing can be registered there unseen.
  func isPure(_ start: [Int], withoutEdgesOf statement: StatementReference) -> Bool {
    let loaded = reached(from: start) { _ in true }
    let kept = reached(from: [ImportGraph.entry]) { $0.statement != statement }
    let gone = loaded.subtracting(kept)
    guard gone.allSatisfy({ hasObserved(graph.modules[$0]) }),
      gone.allSatisfy({ graph.modules[$0].distribution.kind != .firstParty }),
      loaded.intersection(kept).allSatisfy({ graph.modules[$0].distribution.kind == .standardLibrary })
    else { return false }
    let closure = EffectClosure(later: gone, numbers: numbers)
    return effects(of: gone).allSatisfy { EffectSeverity($0, in: closure) == .ownUsers }
  }

  private func effects(of modules: Set<Int>) -> [ModuleEffect] {
    modules.sorted().flatMap { graph.effects[graph.modules[$0].name] ?? [] }
  }

  private func reached(from start: Set<Int>, _ isFollowed: (ImportEdge) -> Bool) -> Set<Int> {
    reached(from: Array(start), isFollowed)
  }

  private func reached(from start: [Int], _ isFollowed: (ImportEdge) -> Bool) -> Set<Int> {
    var seen: Set<Int> = []
    var pending = start
    while let node = pending.popLast() {
      guard seen.insert(node).inserted else { continue }
      for edge in edges[node] where isFollowed(edge) { pending.append(edge.target) }
    }
    return seen
  }
}
