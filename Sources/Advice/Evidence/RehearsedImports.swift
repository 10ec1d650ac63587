internal import ImportGraph
internal import PythonSyntax
internal import Recording
internal import SourceText

/// The imports of all modules' bodies, ready to be carried out in thought.
///
/// That is done from thousands of modules on for one plan; so whatever a name leads to is looked up beforehand, and all is
/// packed into arrays of plain numbers.
struct RehearsedImports {
  /// What a module cannot find while it is loaded.
  struct Failure: Hashable {
    let module: Int
    let line: Int
    let source: Int
    let name: String
  }

  /// One import statement of a module's body that was executed: where it stands, and its ranges in `requests` and `takings`.
  private struct Step {
    let offset: Int
    let requests: Range<Int>, takings: Range<Int>
  }

  /// The modules that an imported name asks for, packages first.
  private struct Request {
    let reference: Int, chain: Int
  }

  /// A name that is taken from a module; -1 stands for what is not there.
  private struct Taking {
    let reference: Int, line: Int
    /// The module that the name is taken from, and its part of that name.
    let source: Int, part: Int
    /// The imported name by which the source has it, and what a request for it would load if that import waited to be asked.
    var waiting = -1, waitingChain = -1
    /// Where the source first binds the name.
    var bound = -1
  }

  private var steps: [Step] = []
  /// For each module its steps' range; one more for the end.
  private var firstStep = [0]
  private var requests: [Request] = []
  private var takings: [Taking] = []
  /// The names of the takings.
  private var names: [String] = []
  /// For each chain its modules' range in `members`, one more for the end; those of the modules themselves come first.
  private var firstMember = [0]
  private var members: [Int] = []
  /// What narrowed names load and take instead.
  private var narrowed: [Int: (chain: Int, taking: Int)] = [:]
  /// The imported names by their numbers.
  private(set) var references: [StatementReference] = []
  private var numbers: [StatementReference: Int] = [:]

  init(
    _ graph: ImportGraph,
    _ origins: NameOrigins,
    _ paths: ImportPaths,
    narrowed: [StatementReference: Definition]
  ) {
    for module in graph.modules { _ = addChain(paths.chain(of: module.name)) }
    let executed = Set(graph.edges.compactMap(\.site))
    var bound: [[String: Int]] = []
    var passedOn: [[String: Request]] = []
    for module in graph.modules {
      if let file = module.file, let syntax = graph.project.files[file] {
        for statement in syntax.imports
        where statement.nesting.isDisjoint(with: [.function, .typeChecking, .mainGuard]) && !statement.isFuture
          && executed.contains(CodeSite(file: file, line: statement.line))
        {
          addStep(statement, of: file, origins, paths)
        }
        bound.append(Self.bindings(in: syntax))
        passedOn.append(passages(through: syntax, file, origins, paths))
      } else {
        bound.append([:])
        passedOn.append([:])
      }
      firstStep.append(steps.count)
    }
    for (statement, definition) in narrowed {
      let chain = addChain(paths.chain(of: definition.module))
      addTaking(
        of: definition.name,
        by: number(of: statement),
        graph.project.line(of: statement),
        definition.module,
        paths
      )
      self.narrowed[number(of: statement)] = (chain, takings.count - 1)
    }
    for index in takings.indices where takings[index].source >= 0 {
      let (source, name) = (takings[index].source, names[index])
      if let passage = passedOn[source][name] {
        (takings[index].waiting, takings[index].waitingChain) = (passage.reference, passage.chain)
      }
      if let offset = bound[source][name] { takings[index].bound = offset }
    }
  }

  /// Whether a module has imports that can be carried out.
  func hasImports(_ module: Int) -> Bool { firstStep[module] < firstStep[module + 1] }

  /// By number, which imported names some statements are; those of no executed import are left out.
  func flags(of statements: some Sequence<StatementReference>) -> [Bool] {
    var flags = [Bool](repeating: false, count: references.count)
    for statement in statements { if let number = numbers[statement] { flags[number] = true } }
    return flags
  }

  /// The flags with one imported name less.
  func flags(_ flags: [Bool], without statement: StatementReference) -> [Bool] {
    var flags = flags
    if let number = numbers[statement] { flags[number] = false }
    return flags
  }

  /// What a module cannot find when it is the first of all, each with the imports on the way there, by number.
  ///
  /// - Complexity: O(imports that are carried out).
  func failures(entering module: Int, changing isChanged: [Bool]) -> [(failure: Failure, way: [Int])] {
    var run = Run(imports: self, isChanged: isChanged)
    run.load(module)
    return run.failures
  }

  private mutating func number(of reference: StatementReference) -> Int {
    if let number = numbers[reference] { return number }
    numbers[reference] = references.count
    references.append(reference)
    return references.count - 1
  }

  private mutating func addChain(_ chain: [Int]) -> Int {
    members += chain
    firstMember.append(members.count)
    return firstMember.count - 2
  }

  private mutating func addStep(
    _ statement: ImportStatement,
    of file: String,
    _ origins: NameOrigins,
    _ paths: ImportPaths
  ) {
    let (firstRequest, firstTaking) = (requests.count, takings.count)
    let references = (0..<max(statement.names.count, 1)).map { name in
      number(of: StatementReference(file: file, reference: ImportReference(statement: statement.index, name: name)))
    }
    if let source = origins.source(of: statement, in: file) {
      let chain = addChain(paths.chain(of: source))
      for name in statement.names.isEmpty ? 0..<1 : statement.names.indices {
        requests.append(Request(reference: references[name], chain: chain))
      }
      // A star import has the modules only.
      for (index, name) in statement.names.enumerated() where !statement.isStar {
        addTaking(of: name.name, by: references[index], statement.line, source, paths)
      }
    } else {
      for name in statement.names.indices {
        let chain = addChain(paths.chain(of: statement.names[name].name))
        requests.append(Request(reference: references[name], chain: chain))
      }
    }
    steps.append(
      Step(
        offset: statement.range.lowerBound,
        requests: firstRequest..<requests.count,
        takings: firstTaking..<takings.count
      )
    )
  }

  private mutating func addTaking(
    of name: String,
    by reference: Int,
    _ line: Int,
    _ source: String,
    _ paths: ImportPaths
  ) {
    let part = paths.numbers["\(source).\(name)"] ?? -1
    takings.append(Taking(reference: reference, line: line, source: paths.numbers[source] ?? -1, part: part))
    names.append(name)
  }

  /// Where a module's own names are first bound.
  private static func bindings(in syntax: ModuleSyntax) -> [String: Int] {
    var own: [String: Int] = [:]
    for binding in syntax.bindings where binding.resolved == 0 && binding.function == nil {
      own[binding.name] = min(own[binding.name] ?? .max, binding.offset)
    }
    return own
  }

  /// A module's imported names, with what a request for each would load if its import waited to be asked for it.
  private mutating func passages(
    through syntax: ModuleSyntax,
    _ file: String,
    _ origins: NameOrigins,
    _ paths: ImportPaths
  ) -> [String: Request] {
    var passages: [String: Request] = [:]
    for binding in syntax.bindings where binding.scope == 0 && binding.guarded == nil {
      guard case .import(let index, let name) = binding.kind else { continue }
      let statement = syntax.imports[index]
      let source = origins.source(of: statement, in: file) ?? statement.names[name].name
      let part = paths.numbers["\(source).\(statement.isStar ? binding.name : statement.names[name].name)"]
      let reference = StatementReference(file: file, reference: ImportReference(statement: index, name: name))
      passages[binding.name] = Request(
        reference: number(of: reference),
        chain: addChain(paths.chain(of: source) + (part.map { [$0] } ?? []))
      )
    }
    return passages
  }

  /// Imports that are being carried out.
  private struct Run {
    private let imports: RehearsedImports
    private let isChanged: [Bool]
    /// By module, how far its body has come: `absent`, an offset, or `complete`.
    private var states: [Int]
    /// The imported names that have led to where it is.
    private var way: [Int] = []
    private(set) var failures: [(failure: Failure, way: [Int])] = []

    private static let absent = -1
    private static let complete = Int.max

    init(imports: RehearsedImports, isChanged: [Bool]) {
      self.imports = imports
      self.isChanged = isChanged
      states = [Int](repeating: Self.absent, count: imports.firstStep.count - 1)
    }

    /// Loads the modules of a chain that are not there yet; a module's own number is that of its chain.
    mutating func load(_ chain: Int) {
      for member in imports.firstMember[chain]..<imports.firstMember[chain + 1] {
        let module = imports.members[member]
        guard states[module] == Self.absent else { continue }
        states[module] = 0
        for step in imports.firstStep[module]..<imports.firstStep[module + 1] {
          execute(imports.steps[step], of: module)
        }
        states[module] = Self.complete
      }
    }

    private mutating func execute(_ step: Step, of module: Int) {
      states[module] = step.offset
      for index in step.requests {
        let request = imports.requests[index]
        guard !isChanged[request.reference] else { continue }
        way.append(request.reference)
        load(request.chain)
        way.removeLast()
      }
      for index in step.takings {
        let reference = imports.takings[index].reference
        if !isChanged[reference] {
          way.append(reference)
          take(index, for: module)
          way.removeLast()
        } else if let other = imports.narrowed[reference] {
          way.append(reference)
          load(other.chain)
          take(other.taking, for: module)
          way.removeLast()
        }
      }
    }

    private mutating func take(_ index: Int, for module: Int) {
      let taking = imports.takings[index]
      if taking.source >= 0, taking.source != module {
        if taking.waiting >= 0, isChanged[taking.waiting] { return load(taking.waitingChain) }
        if taking.bound >= 0 {
          let state = states[taking.source]
          guard state != Self.absent, state != Self.complete, taking.bound >= state else { return }
          // A part is found among the loaded modules even if its package is not ready.
          guard taking.part >= 0 else {
            let name = imports.names[index]
            let failure = Failure(module: module, line: taking.line, source: taking.source, name: name)
            return failures.append((failure, way))
          }
        }
      }
      if taking.part >= 0 { load(taking.part) }
    }
  }
}
