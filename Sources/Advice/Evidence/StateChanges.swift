internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// Which functions, classes and objects of the program keep something in their module when they are called.
///
/// `@registry.command` and `events.listen(f)` do; a decorator that only wraps does not. Whatever cannot be followed is taken
/// for one that does.
struct StateChanges {
  private let graph: ImportGraph
  private let names: ModuleNames
  private let paths: ImportPaths

  init(_ graph: ImportGraph, _ names: ModuleNames, _ paths: ImportPaths) {
    self.graph = graph
    self.names = names
    self.paths = paths
  }

  /// Whether calling something of a module, as in `module.first.second(…)`, changes what somebody else sees.
  func happen(calling rest: [String], of module: Int, depth: Int = 0) -> Bool {
    guard let file = graph.modules[module].file, graph.project.isOwn(file), let syntax = graph.project.files[file]
    else {
      // Of a package's functions the names have to tell.
      return rest.last.map(Self.soundsLikeRegistering) ?? false
    }
    guard let first = rest.first else { return false }
    guard depth < 8, let binding = syntax.bindings.last(where: { $0.name == first && $0.resolved == 0 }) else {
      return true
    }
    switch binding.kind {
    case .function:
      // `f.register(…)`: something that a decorator made of the function.
      if rest.count > 1 { return !Self.isReading(rest.last) }
      return Self.scopes(named: first, .function, in: syntax).contains { changes($0, syntax, file, depth + 1) }
    case .class:
      guard let scope = Self.scopes(named: first, .class, in: syntax).last else { return true }
      let called = rest.count > 1 ? [rest[1]] : ["__init__", "__new__", "__post_init__"]
      let methods = syntax.scopes.filter {
        $0.parent == scope.index && $0.kind == .function && called.contains($0.name)
      }
      if methods.isEmpty, rest.count > 1 { return !Self.isReading(rest.last) }
      return rest.count > 2 || methods.contains { changes($0, syntax, file, depth + 1) }
    case .import(let index, let name):
      let statement = syntax.imports[index]
      let meaning = names.meaning(of: statement.names[name], in: statement, of: file)
      let chain = meaning.split(separator: ".").map(String.init) + rest.dropFirst()
      return happen(calling: chain, depth + 1)
    default:
      return !Self.isReading(rest.count > 1 ? rest.last : nil) && !isHarmlessValue(binding, syntax)
    }
  }

  /// The same for a name in full.
  private func happen(calling chain: [String], _ depth: Int) -> Bool {
    guard let (owner, rest) = paths.owner(of: chain) else { return chain.last.map(Self.soundsLikeRegistering) ?? true }
    if graph.modules[owner].distribution.kind == .standardLibrary { return false }
    return happen(calling: rest, of: owner, depth: depth)
  }

  /// Whether a variable holds what nobody can change: a number, a text, a logger.
  func isConstant(_ name: String, of module: Int) -> Bool {
    guard let file = graph.modules[module].file, let syntax = graph.project.files[file] else { return true }
    guard let binding = syntax.bindings.last(where: { $0.name == name && $0.resolved == 0 }) else { return false }
    switch binding.kind {
    case .function, .class, .import: return true
    default: return isHarmlessValue(binding, syntax)
    }
  }

  /// Whether a function of a file, or one that it calls, changes what modules hold.
  private func changes(_ function: Scope, _ syntax: ModuleSyntax, _ file: String, _ depth: Int) -> Bool {
    let inside = Set(syntax.scopes.filter { scope in syntax.enclosing(scope.index).contains(function) }.map(\.index))
    if syntax.scopes.contains(where: { inside.contains($0.index) && !$0.globals.isEmpty }) { return true }
    return syntax.uses.contains { use in
      guard inside.contains(use.scope), !use.isAnnotation else { return false }
      let around = UseSurroundings(use, in: syntax)
      if use.name == "cls"
        || use.resolved == 0 && syntax.scopes.contains(where: { $0.name == use.name && $0.kind == .class })
      {
        let isCalled = around.isCalled && !use.attributes.isEmpty && !Self.isReading(use.attributes.last)
        if around.hasItemChanged || around.isAssigned && !use.attributes.isEmpty { return true }
        return isCalled && use.attributes.count > 1
      }
      guard use.resolved == 0, let binding = syntax.bindings.last(where: { $0.name == use.name && $0.resolved == 0 })
      else {
        return false
      }
      switch binding.kind {
      case .function, .class:
        guard around.isCalled, use.name != function.name,
          let own = paths.module(of: file)
        else { return false }
        return happen(calling: [use.name] + use.attributes, of: own, depth: depth)
      case .import:
        guard around.isCalled, let own = paths.module(of: file) else { return false }
        return happen(calling: [use.name] + use.attributes, of: own, depth: depth)
      default:
        if around.hasItemChanged || around.isAssigned && !use.attributes.isEmpty { return true }
        return around.isCalled && !use.attributes.isEmpty && !Self.isReading(use.attributes.last)
          && !isHarmlessValue(binding, syntax)
      }
    }
  }

  private static func scopes(named name: String, _ kind: Scope.Kind, in syntax: ModuleSyntax) -> [Scope] {
    syntax.scopes.filter { $0.kind == kind && $0.name == name && $0.parent == 0 }
  }

  /// Whether what is assigned is a constant, or made by something that makes only values.
  private func isHarmlessValue(_ binding: Binding, _ syntax: ModuleSyntax) -> Bool {
    let rest = syntax.source.bytes[binding.offset...].prefix { $0 != .lineFeed }
    guard let equals = rest.firstIndex(of: UInt8(ascii: "=")) else { return false }
    let value = rest[(equals + 1)...].drop { $0 == .space }
    let makers = [
      "logging.getLogger(", "getLogger(", "re.compile(", "TypeVar(", "typing.TypeVar(", "namedtuple(",
      "collections.namedtuple(", "NewType(", "True", "False", "None", "os.environ.get(", "os.getenv(", "Path(",
      "pathlib.Path(", "os.path.", "Decimal(", "frozenset(", "Enum(",
    ]
    if makers.contains(where: { value.starts(with: Array($0.utf8)) }) { return true }
    return value.first.map { "0123456789\"'-".utf8.contains($0) } ?? false
  }

  /// Whether a method of that name only looks.
  private static func isReading(_ method: String?) -> Bool {
    guard let method else { return false }
    return [
      "get", "items", "keys", "values", "copy", "index", "count", "format", "join", "split", "strip", "lower", "upper",
      "startswith", "endswith", "encode", "decode", "replace", "debug", "info", "warning", "error", "exception",
      "critical", "log", "isEnabledFor", "getChild", "match", "search", "fullmatch", "sub", "findall", "finditer",
      "joinpath", "exists", "read_text", "as_posix", "union", "difference", "intersection",
    ]
    .contains(method)
  }

  private static func soundsLikeRegistering(_ name: String) -> Bool {
    let names: Set = [
      "receiver", "shared_task", "listens_for", "listen", "subscribe", "hookimpl", "patch_all", "monkey_patch",
      "add_handler", "add_middleware", "autodiscover_tasks", "use", "install", "configure",
    ]
    return name.hasPrefix("register") || name.hasPrefix("set_") || names.contains(name)
  }
}
