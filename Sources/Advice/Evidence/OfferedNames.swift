internal import ImportGraph
internal import PythonSyntax

/// What each file offers to a star import, as far as its text and what its own star imports were seen to bind tell.
struct OfferedNames {
  private let project: Project
  private let names: ModuleNames

  init(_ project: Project, _ names: ModuleNames) {
    self.project = project
    self.names = names
  }

  /// The names; nil if they cannot be told.
  ///
  /// `__all__` may be put together from that of other modules, and these from that of others.
  func names(of file: String) -> Set<String>? {
    var visited: Set<String> = []
    return offered(by: file, &visited)
  }

  /// Whether a file says what it offers, in a way that cannot be followed.
  func isUnknown(_ file: String) -> Bool {
    project.files[file]?.exports?.isDynamic == true && names(of: file) == nil
  }

  private func offered(by file: String, _ visited: inout Set<String>) -> Set<String>? {
    guard visited.insert(file).inserted, let syntax = project.files[file] else { return nil }
    if let exports = syntax.exports { return listed(exports, in: syntax, file, &visited) }
    guard syntax.bindings(of: "__getattr__").isEmpty else { return nil }
    var result: Set<String> = []
    for statement in syntax.imports where statement.isStar && statement.scope == 0 && statement.names.isEmpty {
      guard let source = names.source(of: statement, in: file), let other = only(names.files(named: source)),
        let more = offered(by: other, &visited)
      else { return nil }
      result.formUnion(more)
    }
    for binding in syntax.bindings where binding.resolved == 0 && !binding.name.hasPrefix("_") {
      result.insert(binding.name)
    }
    return result
  }

  private func listed(
    _ exports: Exports,
    in syntax: ModuleSyntax,
    _ file: String,
    _ visited: inout Set<String>
  ) -> Set<String>? {
    guard !exports.isComputed else { return nil }
    var result = Set(exports.names)
    for included in exports.included {
      guard let other = module(included, in: syntax, file), project.files[other]?.exports != nil,
        let more = offered(by: other, &visited)
      else { return nil }
      result.formUnion(more)
    }
    return result
  }

  /// The file of a module that a file knows by a dotted name, as one of its imports binds it or as a part of its package.
  private func module(_ name: String, in syntax: ModuleSyntax, _ file: String) -> String? {
    let parts = name.split(separator: ".").map(String.init)
    let importing = syntax.imports(binding: parts[0]).last.map { reference in
      let statement = syntax.imports[reference.statement]
      return statement.isStar
        ? "\(names.source(of: statement, in: file) ?? "").\(parts[0])"
        : names.meaning(of: syntax[reference], in: statement, of: file)
    }
    // Loading a part of a package binds its name there.
    let isPackage = file.hasSuffix("/__init__.py")
    guard let first = importing ?? (isPackage ? "\(project.moduleName(of: file)).\(parts[0])" : nil) else { return nil }
    return only(names.files(named: ([first] + parts.dropFirst()).joined(separator: ".")))
  }

  private func only(_ files: [String]) -> String? { files.count == 1 ? files[0] : nil }
}

extension ModuleSyntax {
  fileprivate func bindings(of name: String) -> [Binding] {
    bindings.filter { $0.name == name && $0.resolved == 0 }
  }
}
