internal import ImportGraph
internal import PythonSyntax
internal import Recording

/// What stays changes something after the module was loaded that would come later: it would find the change.
enum LoadOrder: LoadingHazard {
  static func reason(
    against name: CandidateImport,
    in evidence: Evidence,
    _ deferred: DeferredModules
  ) -> Reason? {
    let graph = evidence.graph
    guard let first = deferred.later.min() else { return nil }
    if let patcher = graph.modules.first(where: { $0.index > first && isPatcher($0.name) }),
      !deferred.later.contains(patcher.index)
    {
      return Reason(
        .patchingOrder,
        "\(patcher.name) patches other modules, and what is loaded before it must not be loaded after it"
      )
    }
    for (number, effects) in evidence.effects.inOrder where number > first && !deferred.later.contains(number) {
      for effect in effects where concerns(effect, before: number, deferred, evidence) {
        let maker = graph.modules[number].name
        return .unsafe(.effectOrder, "`\(graph.modules[first].name)` is loaded before `\(maker)`, which \(effect)")
      }
    }
    return NativeOrder.reason(against: deferred, in: graph)
  }

  private static func isPatcher(_ module: String) -> Bool {
    OrderedPatching.patchers.contains(String(module.prefix { $0 != "." }))
  }

  /// Whether a module that was loaded before the effect would be another one after it.
  private static func concerns(
    _ effect: ModuleEffect,
    before maker: Int,
    _ deferred: DeferredModules,
    _ evidence: Evidence
  ) -> Bool {
    switch effect.kind {
    case .moduleAttribute:
      guard effect.change != .added,
        let owner = evidence.paths.owner(of: effect.subject.split(separator: ".").map(String.init))?.module
      else { return false }
      return deferred.later.contains { module in
        module < maker && evidence.paths.imports(of: module).contains { $0.target == owner }
      }
    case .builtin: return effect.change != .added
    case .directory, .locale: return true
    case .warningFilter: return effect.detail.hasPrefix("error")
    case .moduleReplaced:
      return deferred.later.contains { module in
        module < maker
          && evidence.paths.imports(of: module).contains { evidence.graph.modules[$0.target].name == effect.subject }
      }
    default: return false
    }
  }
}
