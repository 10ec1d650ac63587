internal import ImportGraph
internal import SourceText

/// Carries out imports in thought: whether every module can still be the first of its package that somebody imports.
///
/// Modules that import each other work only if they are entered at the right one. A package that loads all of its parts at
/// once sees to that; when it waits to be asked, somebody may enter elsewhere, and find a module that is not ready yet.
struct ImportRehearsal {
  private typealias Failure = RehearsedImports.Failure

  private let graph: ImportGraph
  private let imports: RehearsedImports

  /// Prepares for the modules of a graph, of which narrowed statements take their names from where these are defined.
  init(
    _ graph: ImportGraph,
    _ origins: NameOrigins,
    _ paths: ImportPaths,
    narrowed: [StatementReference: Definition]
  ) {
    self.graph = graph
    imports = RehearsedImports(graph, origins, paths, narrowed: narrowed)
  }

  /// What it takes to let every module be imported by itself as before.
  struct Outcome {
    /// What else has to wait, each with the change that asks for it.
    var supports: [StatementReference: StatementReference] = [:]
    /// The changes that cannot be made, each with the reason.
    var reasons: [StatementReference: Reason] = [:]
  }

  /// Tries a choice.
  ///
  /// Where a module fails, one of the imports on the way there may be able to wait, too; otherwise the change goes without
  /// which it works.
  ///
  /// - Parameters:
  ///   - changes: the choice, those first that are missed least.
  ///   - isAllowed: whether an import that is not in the choice could be changed as well.
  /// - Returns: what has to be added to the choice, or taken away from it.
  func outcome(of changes: [StatementReference], isAllowed: (StatementReference) -> Bool) -> Outcome {
    var outcome = Outcome()
    guard !changes.isEmpty else { return outcome }
    var changed = Set(changes)
    let candidates = modules(besides: changed)
    let nothing = imports.flags(of: [])
    lazy var usual = Set(
      candidates.concurrentMap { imports.failures(entering: $0, changing: nothing).map(\.failure) }.joined()
    )
    var isSettled = false
    while !isSettled {
      isSettled = true
      var position = 0
      while let (found, failure, way) = firstFailure(
        in: candidates[position...],
        changing: imports.flags(of: changed),
        where: { !usual.contains($0) }
      ) {
        isSettled = false
        position = found + 1
        let module = candidates[found]
        let culprit = culprit(of: failure, entering: module, among: changes.filter(changed.contains), changed)
        if let support = way.last(where: { !changed.contains($0) && isAllowed($0) && outcome.reasons[$0] == nil }) {
          changed.insert(support)
          outcome.supports[support] = culprit
          continue
        }
        // What stays changes the order for all the others.
        changed.remove(culprit)
        outcome.reasons[culprit] = reason(failure, entering: module)
        outcome.supports = outcome.supports.filter { $0.value != culprit }
        changed = changed.filter { outcome.supports[$0] != nil || changes.contains($0) }
      }
    }
    return outcome
  }

  /// The first failure of some modules that is none of the usual ones, and the place of the module among them.
  private func firstFailure(
    in modules: ArraySlice<Int>,
    changing isChanged: [Bool],
    where isUnusual: (Failure) -> Bool
  ) -> (place: Int, failure: Failure, way: [StatementReference])? {
    var rest = modules
    while !rest.isEmpty {
      let next = rest.prefix(Self.rehearsedTogether)
      let found = next.concurrentMap { imports.failures(entering: $0, changing: isChanged) }
      for (place, failures) in zip(next.indices, found) {
        if let (failure, way) = failures.first(where: { isUnusual($0.failure) }) {
          return (place, failure, way.map { imports.references[$0] })
        }
      }
      rest = rest.dropFirst(next.count)
    }
    return nil
  }

  /// Enough for all processors, and few enough that little is done in vain.
  private static let rehearsedTogether = 64

  /// The change without which a failure does not happen, or else the one that is missed least.
  private func culprit(
    of failure: Failure,
    entering module: Int,
    among changes: [StatementReference],
    _ changed: Set<StatementReference>
  ) -> StatementReference {
    let all = imports.flags(of: changed)
    let found = changes.first { change in
      !imports.failures(entering: module, changing: imports.flags(all, without: change)).contains {
        $0.failure == failure
      }
    }
    return found ?? changes[0]
  }

  private func reason(_ failure: Failure, entering module: Int) -> Reason {
    let file = graph.modules[failure.module].file ?? ""
    let place = Place(path: graph.project.relativePath(of: file), line: failure.line)
    return Reason(
      .importCycle,
      "`import \(graph.modules[module].name)` alone would fail: \(place) takes `\(failure.name)` from "
        + "\(graph.modules[failure.source].name), which is not ready then"
    )
  }

  /// The modules that share their outermost package with a file that has a change.
  private func modules(besides changed: Set<StatementReference>) -> [Int] {
    let files = Set(changed.map(\.file))
    func package(_ module: Module) -> Substring { module.name.prefix { $0 != "." } }
    let packages = Set(graph.modules.filter { $0.file.map(files.contains) ?? false }.map(package))
    return graph.modules.indices.filter { imports.hasImports($0) && packages.contains(package(graph.modules[$0])) }
  }
}
