internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// The reads of imported names in every file of a program.
struct DottedReads {
  private let reads: [String: [DottedRead]]

  init(_ project: Project, _ names: ModuleNames) {
    let all = project.paths.concurrentMap { path in
      project.files[path].map { DottedRead.all(in: $0, path, names) } ?? []
    }
    reads = Dictionary(uniqueKeysWithValues: zip(project.paths, all))
  }

  /// Those of a file, in the order of the text.
  subscript(path: String) -> [DottedRead] { reads[path] ?? [] }
}

/// One read of an imported name in a file, with the attributes taken from it, spelled out as a dotted path.
struct DottedRead {
  /// What the name stands for, and the attributes read from it.
  let meaning: [String], attributes: [String]
  /// What the statements that bind the name import, in full: `a.b` for `import a.b`.
  let imported: [String]
  let line: Int
  let use: Use

  /// The scope of the function it stands in, which runs later; nil in the module's body.
  var function: Int? { use.function }
  var isDeferred: Bool { function != nil }
  /// All of it: `["os", "environ", "get"]`.
  var chain: [String] { meaning + attributes }

  /// Every read of a file's imported names, in the order of the text.
  fileprivate static func all(in syntax: ModuleSyntax, _ path: String, _ names: ModuleNames) -> [DottedRead] {
    struct Variable: Hashable {
      let scope: Int, name: String
    }
    var bound: [Variable: (meaning: String, imported: [String])] = [:]
    for binding in syntax.bindings {
      guard case .import(let index, let name) = binding.kind else { continue }
      let statement = syntax.imports[index]
      let meaning =
        statement.isStar
        ? "\(names.source(of: statement, in: path) ?? "").\(binding.name)"
        : names.meaning(of: statement.names[name], in: statement, of: path)
      let full = statement.fromModule == nil ? statement.names[name].name : meaning
      bound[Variable(scope: binding.resolved, name: binding.name), default: (meaning, [])].imported.append(full)
    }
    return syntax.uses.compactMap { use in
      guard let scope = use.resolved, let binding = bound[Variable(scope: scope, name: use.name)] else { return nil }
      return DottedRead(
        meaning: binding.meaning.split(separator: ".").map(String.init),
        attributes: use.attributes,
        imported: binding.imported,
        line: syntax.source.lines.line(at: use.range.lowerBound),
        use: use
      )
    }
  }
}
