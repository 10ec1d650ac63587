internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// The classes that notice when somebody derives from them: by `__init_subclass__`, by a metaclass, or by being asked for
/// their sub-classes.
struct SubclassWatchers {
  private let graph: ImportGraph
  private let names: ModuleNames
  private let paths: ImportPaths
  private let asksForSubclasses: Bool

  /// Packages whose classes keep a list of what is derived from them.
  private static let keepingPackages: Set = [
    "django", "sqlalchemy", "sqlmodel", "flask_sqlalchemy", "marshmallow", "luigi", "mongoengine", "peewee", "tortoise",
    "wagtail", "graphene", "graphene_django", "celery", "pony", "cleo",
  ]

  init(_ graph: ImportGraph, _ names: ModuleNames, _ paths: ImportPaths) {
    self.graph = graph
    self.names = names
    self.paths = paths
    let word = Array("__subclasses__".utf8)
    asksForSubclasses = graph.project.paths.contains { path in
      graph.project.files[path].map { $0.source.bytes.firstRange(of: word) != nil } ?? false
    }
  }

  /// The uses in the heads of a file's classes, but for those of nested functions' classes.
  func bases(in syntax: ModuleSyntax) -> [Use] {
    let heads = syntax.scopes.filter { $0.kind == .class }.map { $0.range.lowerBound..<$0.body.lowerBound }
    return syntax.uses.filter { use in heads.contains { $0.contains(use.range.lowerBound) } }
  }

  /// Whether something of a module notices a class that is derived from it.
  func notices(_ rest: [String], of module: Int, depth: Int = 0) -> Bool {
    let loaded = graph.modules[module]
    guard let file = loaded.file, graph.project.isOwn(file), let syntax = graph.project.files[file] else {
      return Self.keepingPackages.contains(String(loaded.name.prefix { $0 != "." }))
    }
    guard depth < 8, let first = rest.first,
      let binding = syntax.bindings.last(where: { $0.name == first && $0.resolved == 0 })
    else { return false }
    switch binding.kind {
    case .class:
      if asksForSubclasses { return true }
      guard let scope = syntax.scopes.last(where: { $0.kind == .class && $0.name == first }) else { return false }
      if syntax.bindings.contains(where: { $0.scope == scope.index && $0.name == "__init_subclass__" }) { return true }
      let head = scope.range.lowerBound..<scope.body.lowerBound
      return syntax.uses.contains { use in
        guard head.contains(use.range.lowerBound) else { return false }
        let last = use.attributes.last ?? use.name
        if isMetaclass(use, syntax) { return !["ABCMeta", "EnumMeta", "EnumType"].contains(last) }
        guard use.resolved == 0 else { return false }
        return notices([use.name] + use.attributes, of: module, depth: depth + 1)
      }
    case .import(let index, let name):
      let statement = syntax.imports[index]
      let meaning = names.meaning(of: statement.names[name], in: statement, of: file)
      let chain = meaning.split(separator: ".").map(String.init) + rest.dropFirst()
      guard let (owner, inner) = paths.owner(of: chain) else { return false }
      if graph.modules[owner].distribution.kind == .standardLibrary { return false }
      return notices(inner, of: owner, depth: depth + 1)
    case .assignment:
      // `Base = declarative_base()`: a class that a call has made.
      let line = syntax.source.bytes[binding.offset...].prefix { $0 != .lineFeed }
      return line.contains(UInt8(ascii: "(")) && line.firstRange(of: Array("namedtuple(".utf8)) == nil
    default: return false
    }
  }

  private func isMetaclass(_ use: Use, _ syntax: ModuleSyntax) -> Bool {
    let before = syntax.source.bytes[..<use.range.lowerBound].suffix(12).filter { $0 != .space }
    return before.suffix(10) == Array("metaclass=".utf8)[...]
  }
}
