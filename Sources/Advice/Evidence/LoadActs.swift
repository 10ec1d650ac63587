internal import ImportGraph
internal import PythonSyntax
internal import Recording
internal import SourceText

/// Something that a module of the program does while it is loaded, as its text tells.
struct LoadAct {
  enum Kind {
    /// It hands something to an object of another module, or changes that.
    case change(ofModule: Int)
    /// It changes what the whole process shares.
    case processChange
    /// It asks for something that is another at every moment.
    case moment
    /// It makes a logger.
    case logger
    /// It asks for something that the program changes, perhaps under a name.
    case reading(ProcessState, name: String?)
  }

  let kind: Kind
  /// What it does it to, as a dotted name.
  let subject: String
  let place: Place
}

/// What the program's own modules do while they are loaded.
struct LoadActs {
  private var acts: [Int: [LoadAct]] = [:]

  /// Reads the text of every loaded module of the program's own, and of its functions that ran meanwhile.
  init(
    _ graph: ImportGraph,
    _ names: ModuleNames,
    _ paths: ImportPaths,
    _ reads: DottedReads,
    calledWhileLoading: Set<CodeSite>
  ) {
    let states = StateChanges(graph, names, paths)
    let watchers = SubclassWatchers(graph, names, paths)
    for module in graph.modules {
      guard let file = module.file, graph.project.isOwn(file), let syntax = graph.project.files[file] else { continue }
      let bases = Set(watchers.bases(in: syntax).map(\.range))
      func isEager(_ use: Use) -> Bool {
        if use.runsOnImport { return true }
        guard use.guarded == nil, !use.isAnnotation, let function = use.function else { return false }
        return calledWhileLoading.contains(CodeSite(file: file, line: syntax.scopes[function].firstLine))
      }
      for read in reads[file] where isEager(read.use) {
        let place = Place(path: graph.project.relativePath(of: file), line: read.line)
        let around = UseSurroundings(read.use, in: syntax)
        let subject = read.chain.joined(separator: ".")
        func note(_ kind: LoadAct.Kind) {
          acts[module.index, default: []].append(LoadAct(kind: kind, subject: subject, place: place))
        }
        if let kind = Self.standardAct(read.chain, around) {
          note(kind)
          continue
        }
        guard let (owner, rest) = paths.owner(of: read.chain), owner != module.index, !rest.isEmpty,
          graph.modules[owner].distribution.kind != .standardLibrary
        else { continue }
        if bases.contains(read.use.range) {
          if watchers.notices(rest, of: owner) { note(.change(ofModule: owner)) }
        } else if around.hasItemChanged || around.isAssigned {
          note(.change(ofModule: owner))
        } else if around.isCalled || around.isDecorator {
          if states.happen(calling: rest, of: owner) { note(.change(ofModule: owner)) }
        } else if let call = around.callAround, Self.mayChangeArguments(call, syntax, file, names, graph, paths) {
          if rest.count == 1, !states.isConstant(rest[0], of: owner) { note(.change(ofModule: owner)) }
        }
      }
      for use in syntax.uses where isEager(use) && Self.isOwnAct(use, syntax) {
        let line = syntax.source.lines.line(at: use.range.lowerBound)
        let place = Place(path: graph.project.relativePath(of: file), line: line)
        let subject = ([use.name] + use.attributes).joined(separator: ".")
        acts[module.index, default: []].append(LoadAct(kind: .processChange, subject: subject, place: place))
      }
    }
  }

  /// What a module does while it is loaded.
  func acts(of module: Int) -> [LoadAct] { acts[module] ?? [] }

  /// Whether a use prints, or sets what only this context or this thread has.
  private static func isOwnAct(_ use: Use, _ syntax: ModuleSyntax) -> Bool {
    guard let scope = use.resolved else { return ["print", "input"].contains(use.name) }
    guard scope == 0, let binding = syntax.bindings.first(where: { $0.name == use.name && $0.resolved == 0 }),
      binding.kind == .assignment || binding.kind == .annotatedWithoutValue
    else { return false }
    let line = syntax.source.bytes[binding.offset...].prefix { $0 != .lineFeed }
    func isMade(by maker: String) -> Bool { line.firstRange(of: Array(maker.utf8)) != nil }
    let around = UseSurroundings(use, in: syntax)
    if use.attributes == ["set"], around.isCalled { return isMade(by: "ContextVar(") }
    return !use.attributes.isEmpty && around.isAssigned && isMade(by: "local(")
  }

  /// What the use of something of the standard library does.
  private static func standardAct(_ chain: [String], _ around: UseSurroundings) -> LoadAct.Kind? {
    let name = chain.joined(separator: ".")
    if let state = ProcessState(readBy: chain) { return .reading(state, name: around.firstText) }
    guard around.isCalled || around.isDecorator else { return nil }
    if StandardActs.changers.contains(name) { return .processChange }
    if StandardActs.moments.contains(name) { return .moment }
    if name == "logging.getLogger" { return .logger }
    return nil
  }

  /// Whether the function in front of a bracket may do something to what it is given: builtins and the standard library do
  /// not.
  private static func mayChangeArguments(
    _ bracket: Int,
    _ syntax: ModuleSyntax,
    _ file: String,
    _ names: ModuleNames,
    _ graph: ImportGraph,
    _ paths: ImportPaths
  ) -> Bool {
    let callee = syntax.source.bytes[..<bracket].reversed().prefix { $0.isPartOfPath }.count
    let start = bracket - callee
    // `def f(x=m.y)` calls nothing.
    let before = syntax.source.bytes[..<start].reversed()
    if before.first?.isSpace == true, before.drop(while: \.isSpace).starts(with: "fed".utf8) { return false }
    guard let use = syntax.uses.last(where: { $0.range.lowerBound <= start && start < $0.range.upperBound }) else {
      return true
    }
    guard let scope = use.resolved else { return false }
    let imported = syntax.bindings.first { $0.name == use.name && $0.resolved == scope }
    guard case .import(let index, let name)? = imported?.kind else { return true }
    let statement = syntax.imports[index]
    let meaning = names.meaning(of: statement.names[name], in: statement, of: file)
    guard let owner = paths.owner(of: meaning.split(separator: ".").map(String.init))?.module else { return true }
    return graph.modules[owner].distribution.kind != .standardLibrary
  }
}
