internal import ImportGraph
internal import PythonSyntax
internal import Recording
internal import SourceText

/// Carries out imports in thought: whether every module can still be the first of its package that somebody imports.
///
/// Modules that import each other work only if they are entered at the right one. A package that loads all of its parts at
/// once sees to that; when it waits to be asked, somebody may enter elsewhere, and find a module that is not ready yet.
struct ImportRehearsal {
  /// What a module cannot find while it is loaded.
  struct Failure: Hashable {
    let module: Int
    let line: Int
    let source: Int
    let name: String
  }

  /// One import statement of a module's body that was executed.
  private struct Step {
    let offset: Int, line: Int
    /// Its names; a plain import and a star have the modules only.
    let names: [(reference: Int, name: String, part: Int?)]
    /// The modules that it loads, packages first, and the one that the names are taken from.
    let modules: [(reference: Int, chain: [Int])]
    let source: Int?

    init(
      _ statement: ImportStatement,
      of file: String,
      _ names: NameOrigins,
      _ paths: ImportPaths,
      _ numbering: inout Numbering
    ) {
      let references = (0..<max(statement.names.count, 1)).map { name in
        numbering.number(
          of: StatementReference(file: file, reference: ImportReference(statement: statement.index, name: name))
        )
      }
      offset = statement.range.lowerBound
      line = statement.line
      guard let source = names.source(of: statement, in: file) else {
        self.source = nil
        self.names = []
        modules = statement.names.indices.map { (references[$0], paths.chain(of: statement.names[$0].name)) }
        return
      }
      self.source = paths.numbers[source]
      self.names = (statement.isStar ? [] : statement.names).enumerated().map { index, name in
        (references[index], name.name, paths.numbers["\(source).\(name.name)"])
      }
      let chain = paths.chain(of: source)
      modules = (statement.names.isEmpty ? [0] : Array(statement.names.indices)).map { (references[$0], chain) }
    }

    /// Takes one name from where it is defined.
    init(taking definition: Definition, instead statement: Int, _ line: Int, _ paths: ImportPaths) {
      offset = 0
      self.line = line
      names = [(statement, definition.name, paths.numbers["\(definition.module).\(definition.name)"])]
      modules = []
      source = paths.numbers[definition.module]
    }
  }

  /// An imported name, with what a request for it would load if the import waited to be asked for it.
  private typealias Passage = (reference: Int, chain: [Int])

  /// Numbers for imported names: imports are carried out so often that comparing paths would be most of the work.
  private struct Numbering {
    private(set) var references: [StatementReference] = []
    private(set) var numbers: [StatementReference: Int] = [:]

    mutating func number(of reference: StatementReference) -> Int {
      if let number = numbers[reference] { return number }
      numbers[reference] = references.count
      references.append(reference)
      return references.count - 1
    }
  }

  private enum State {
    case loading(offset: Int)
    case loaded
  }

  private let graph: ImportGraph
  private let steps: [[Step]]
  private let chains: [[Int]]
  /// For each module where its own names are first bound.
  private let bound: [[String: Int]]
  /// For each module its imported names.
  private let passedOn: [[String: Passage]]
  /// What narrowed statements load instead, and the step that takes their name.
  private let narrowed: [Int: (chain: [Int], step: Step)]
  private let numbering: Numbering

  init(
    _ graph: ImportGraph,
    _ names: NameOrigins,
    _ paths: ImportPaths,
    narrowed: [StatementReference: Definition]
  ) {
    self.graph = graph
    chains = graph.modules.map { paths.chain(of: $0.name) }
    var numbering = Numbering()
    let executed = Set(graph.edges.compactMap(\.site))
    var steps: [[Step]] = []
    var bound: [[String: Int]] = []
    var passedOn: [[String: Passage]] = []
    for module in graph.modules {
      guard let file = module.file, let syntax = graph.project.files[file] else {
        steps.append([])
        bound.append([:])
        passedOn.append([:])
        continue
      }
      steps.append(
        syntax.imports.compactMap { statement in
          guard statement.nesting.isDisjoint(with: [.function, .typeChecking, .mainGuard]), !statement.isFuture,
            executed.contains(CodeSite(file: file, line: statement.line))
          else { return nil }
          return Step(statement, of: file, names, paths, &numbering)
        }
      )
      var own: [String: Int] = [:]
      for binding in syntax.bindings where binding.resolved == 0 && binding.function == nil {
        own[binding.name] = min(own[binding.name] ?? .max, binding.offset)
      }
      bound.append(own)
      passedOn.append(Self.passages(through: syntax, file, names, paths, &numbering))
    }
    self.steps = steps
    self.bound = bound
    self.passedOn = passedOn
    self.narrowed = Dictionary(
      uniqueKeysWithValues: narrowed.map { statement, definition in
        let number = numbering.number(of: statement)
        let step = Step(taking: definition, instead: number, graph.project.line(of: statement), paths)
        return (number, (paths.chain(of: definition.module), step))
      }
    )
    self.numbering = numbering
  }

  private static func passages(
    through syntax: ModuleSyntax,
    _ file: String,
    _ names: NameOrigins,
    _ paths: ImportPaths,
    _ numbering: inout Numbering
  ) -> [String: Passage] {
    var passages: [String: Passage] = [:]
    for binding in syntax.bindings where binding.scope == 0 && binding.guarded == nil {
      guard case .import(let index, let name) = binding.kind else { continue }
      let statement = syntax.imports[index]
      let source = names.source(of: statement, in: file) ?? statement.names[name].name
      let part = paths.numbers["\(source).\(statement.isStar ? binding.name : statement.names[name].name)"]
      let reference = StatementReference(file: file, reference: ImportReference(statement: index, name: name))
      passages[binding.name] = (numbering.number(of: reference), paths.chain(of: source) + (part.map { [$0] } ?? []))
    }
    return passages
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
    lazy var usual = Set(candidates.concurrentMap { failures(entering: $0, changing: []).map(\.failure) }.joined())
    var isSettled = false
    while !isSettled {
      isSettled = true
      var position = 0
      while let (found, failure, way) = firstFailure(
        in: candidates[position...],
        changing: changed,
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
    changing changed: Set<StatementReference>,
    where isUnusual: (Failure) -> Bool
  ) -> (place: Int, failure: Failure, way: [StatementReference])? {
    var rest = modules
    while !rest.isEmpty {
      let next = rest.prefix(Self.rehearsedTogether)
      let found = next.concurrentMap { failures(entering: $0, changing: changed) }
      for (place, failures) in zip(next.indices, found) {
        if let (failure, way) = failures.first(where: { isUnusual($0.failure) }) { return (place, failure, way) }
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
    let found = changes.first { change in
      !failures(entering: module, changing: changed.subtracting([change])).contains { $0.failure == failure }
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
    return graph.modules.indices.filter { !steps[$0].isEmpty && packages.contains(package(graph.modules[$0])) }
  }

  /// What a module cannot find when it is the first of all, each with the imports on the way there.
  private func failures(
    entering module: Int,
    changing references: Set<StatementReference>
  ) -> [(failure: Failure, way: [StatementReference])] {
    var changed = [Bool](repeating: false, count: numbering.references.count)
    for reference in references { if let number = numbering.numbers[reference] { changed[number] = true } }
    var states = [State?](repeating: nil, count: steps.count)
    var failures: [(failure: Failure, way: [StatementReference])] = []
    var way: [Int] = []
    func follow(_ reference: Int, _ go: () -> Void) {
      way.append(reference)
      go()
      way.removeLast()
    }
    func load(_ chain: [Int]) {
      for module in chain where states[module] == nil {
        states[module] = .loading(offset: 0)
        for step in steps[module] {
          states[module] = .loading(offset: step.offset)
          for (reference, chain) in step.modules where !changed[reference] {
            follow(reference) { load(chain) }
          }
          for (reference, name, part) in step.names {
            if !changed[reference] {
              follow(reference) { take(name, part, step, module) }
            } else if let other = narrowed[reference] {
              follow(reference) { takeNarrowed(other, module) }
            }
          }
        }
        states[module] = .loaded
      }
    }
    func takeNarrowed(_ other: (chain: [Int], step: Step), _ module: Int) {
      load(other.chain)
      for (_, name, part) in other.step.names { take(name, part, other.step, module) }
    }
    func take(_ name: String, _ part: Int?, _ step: Step, _ module: Int) {
      guard let source = step.source, source != module else { return part.map { load(chains[$0]) } ?? () }
      if let waiting = passedOn[source][name], changed[waiting.reference] { return load(waiting.chain) }
      if let own = bound[source][name] {
        guard case .loading(let offset)? = states[source], own >= offset else { return }
        // A part is found among the loaded modules even if its package is not ready.
        guard let part else {
          let failure = Failure(module: module, line: step.line, source: source, name: name)
          return failures.append((failure, way.map { numbering.references[$0] }))
        }
        return load(chains[part])
      }
      if let part { load(chains[part]) }
    }
    load(chains[module])
    return failures
  }
}
