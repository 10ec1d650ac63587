internal import ImportGraph
internal import PythonSyntax

/// Whether loading a module does nothing but define things, so that not loading it takes nothing away.
struct Purity {
  /// What may be read while a pure module is loaded: called or not, it changes nothing outside.
  private static let builtins: Set = [
    "object", "int", "float", "complex", "bool", "str", "bytes", "list", "tuple", "dict", "set", "frozenset", "range",
    "len", "property", "staticmethod", "classmethod", "BaseException", "Exception", "ValueError", "TypeError",
    "KeyError", "LookupError", "IndexError", "AttributeError", "RuntimeError", "NotImplementedError", "OSError",
    "Warning", "__name__", "__file__", "__doc__",
  ]

  private let graph: ImportGraph
  private var targets: [[Int]]

  init(_ graph: ImportGraph) {
    self.graph = graph
    targets = Array(repeating: [], count: graph.modules.count)
    for edge in graph.edges { targets[edge.source].append(edge.target) }
  }

  /// The first module among some and all they load that is not known to be pure; nil if all are.
  ///
  /// The packages around the importing file are loaded before it and are left out.
  func impureModule(behind start: [Int], importedBy file: String) -> Module? {
    var seen: Set<Int> = []
    var pending = start
    while let node = pending.popLast() {
      guard seen.insert(node).inserted else { continue }
      let module = graph.modules[node]
      if let own = module.file, Self.isPackage(own, around: file) { continue }
      // What such a module loads in turn is known as well.
      if module.distribution.kind == .standardLibrary, Self.isKnown(module.name) { continue }
      guard module.distribution.kind == .firstParty, let own = module.file, let syntax = graph.project.files[own],
        Self.onlyDefines(syntax)
      else { return module }
      pending += targets[node]
    }
    return nil
  }

  private static func isPackage(_ initializer: String, around file: String) -> Bool {
    let name = "__init__.py"
    return initializer.hasSuffix("/" + name) && file.hasPrefix(initializer.dropLast(name.count))
  }

  private static func isKnown(_ name: String) -> Bool {
    let parts = name.split(separator: ".")
    return parts.indices.contains { PureModules.contains(parts[...$0].joined(separator: ".")) }
  }

  /// Whether nothing but imports, definitions and constants is executed: whatever could act would have to read a name.
  private static func onlyDefines(_ syntax: ModuleSyntax) -> Bool {
    guard syntax.problems.isEmpty, syntax.dynamicNameAccess.allSatisfy({ $0.function != nil }) else { return false }
    return syntax.uses.allSatisfy { use in
      if !use.runsOnImport || use.resolved == nil && builtins.contains(use.name) { return true }
      return use.isAnnotation && use.resolved == 0
        && syntax.imports(binding: use.name).contains { isKnown(syntax.imports[$0.statement].fromModule ?? use.name) }
    }
  }
}
