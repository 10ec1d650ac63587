internal import ImportGraph
internal import Recording

/// What loading modules was seen to change, and which of it others would miss.
struct ObservedEffects {
  /// The loaded modules that have effects, by name, with these.
  let inOrder: [(maker: Int, effects: [ModuleEffect])]
  private let graph: ImportGraph
  private let paths: ImportPaths
  /// By module.
  private let effects: [[ModuleEffect]]

  init(
    _ graph: ImportGraph,
    _ paths: ImportPaths,
    _ names: ModuleNames,
    _ changedValues: ChangedValues,
    _ recipes: RecipeFacts
  ) {
    self.graph = graph
    self.paths = paths
    let lazily = LazyAttributes(graph, paths, names, changedValues)
    let seen = Dictionary(
      uniqueKeysWithValues: graph.effects.map { maker, effects in
        let module = paths.numbers[maker].map { graph.modules[$0] }
        return (
          maker,
          effects.filter { effect in
            !lazily.make(effect) && !(module.map { recipes.hides(effect, of: $0) } ?? false)
          }
        )
      }
    )
    effects = graph.modules.map { seen[$0.name] ?? [] }
    inOrder = seen.sorted { $0.key < $1.key }.compactMap { maker, effects in
      paths.numbers[maker].map { ($0, effects) }
    }
  }

  /// Whether a module's loading was watched at all; older recordings know nothing of effects.
  ///
  /// What is compiled into the interpreter need not be: it has its own state alone, and the agent itself loads some of it to watch.
  func hasObserved(_ module: Module) -> Bool {
    graph.observedModules.contains(module.name)
      || module.loader == .builtIn && module.distribution.kind == .standardLibrary
  }

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

  /// What not loading some modules would take from others.
  enum Absence {
    /// Nothing.
    case unnoticed
    /// Nothing that was seen; but what is loaded asks for a module that stays, where it may register something unseen.
    case unseen(in: Module)
    /// Something, or it was not watched.
    case noticed
  }

  /// Whether anybody would miss anything if some modules were never loaded.
  ///
  /// - Parameters:
  ///   - start: the modules that a statement asks for.
  ///   - statement: the statement.
  ///   - recipes: what is known of packages that leave alone what they ask for.
  /// - Returns: `unnoticed` if no effect on others was seen, and nothing is asked for that stays, is not the standard
  ///   library's, and may hold what was registered with it.
  func absence(
    of start: [Int],
    withoutEdgesOf statement: StatementReference,
    _ recipes: RecipeFacts
  ) -> Absence {
    let number = paths.number(of: statement)
    let loaded = graph.modules.indices.filter { paths.reachability.leads(start, to: $0) }
    let kept = paths.forward.reached(from: [ImportGraph.entry]) { $1 != number }
    let gone = Set(loaded.filter { !kept[$0] })
    let closure = EffectClosure(later: gone, numbers: paths.numbers, isSeenWithout: { _, _ in false })
    guard gone.allSatisfy({ hasObserved(graph.modules[$0]) && graph.modules[$0].distribution.kind != .firstParty }),
      effects(of: gone).allSatisfy({ EffectSeverity($0, in: closure) == .ownUsers })
    else { return .noticed }
    func mayHold(_ module: Int) -> Bool {
      kept[module] && graph.modules[module].distribution.kind != .standardLibrary
    }
    if let asked = start.first(where: mayHold) { return .unseen(in: graph.modules[asked]) }
    // What was checked is the loading of a package with all that it brings.
    let packages = Set(start.filter(gone.contains).map { graph.modules[$0].distribution })
    let holding = graph.edges.first { edge in
      guard gone.contains(edge.source), mayHold(edge.target) else { return false }
      let asked = graph.modules[edge.target].distribution
      return !packages.allSatisfy { recipes.knows($0, toLeaveAlone: asked) }
    }
    return holding.map { .unseen(in: graph.modules[$0.target]) } ?? .unnoticed
  }

  private func effects(of modules: Set<Int>) -> [ModuleEffect] {
    modules.filter { !effects[$0].isEmpty }.sorted().flatMap { effects[$0] }
  }
}
