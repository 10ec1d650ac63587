internal import ImportGraph
internal import Recording

/// What loading modules was seen to change, and which of it others would miss.
struct ObservedEffects {
  private let graph: ImportGraph
  private let paths: ImportPaths

  init(_ graph: ImportGraph, _ paths: ImportPaths) {
    self.graph = graph
    self.paths = paths
  }

  /// Whether a module's loading was watched at all; older recordings know nothing of effects.
  func hasObserved(_ module: Module) -> Bool { graph.observedModules.contains(module.name) }

  /// The first effect that others would see if some modules came later; nil if there is none.
  ///
  /// - Returns: the effect, of the module that comes first in the order of loading.
  func effect(of deferred: DeferredModules) -> ModuleEffect? {
    let closure = EffectClosure(
      later: deferred.later,
      numbers: paths.numbers,
      isSeenWithout: { deferred.isSeen($0, without: $1) }
    )
    return effects(of: closure.later).first { EffectSeverity($0, in: closure) == .others }
  }

  /// Whether nobody would miss anything if some modules were never loaded: no effect on others was seen, and nothing
  /// that stays and is not the standard library's is asked for, so that nothing can be registered there unseen.
  func isPure(_ start: [Int], withoutEdgesOf statement: StatementReference) -> Bool {
    let loaded = paths.reached(from: start) { _ in true }
    let kept = paths.reached(from: [ImportGraph.entry]) { $0.statement != statement }
    let gone = loaded.subtracting(kept)
    guard gone.allSatisfy({ hasObserved(graph.modules[$0]) }),
      gone.allSatisfy({ graph.modules[$0].distribution.kind != .firstParty }),
      loaded.intersection(kept).allSatisfy({ graph.modules[$0].distribution.kind == .standardLibrary })
    else { return false }
    let closure = EffectClosure(later: gone, numbers: paths.numbers, isSeenWithout: { _, _ in false })
    return effects(of: gone).allSatisfy { EffectSeverity($0, in: closure) == .ownUsers }
  }

  private func effects(of modules: Set<Int>) -> [ModuleEffect] {
    modules.sorted().flatMap { graph.effects[graph.modules[$0].name] ?? [] }
  }
}
