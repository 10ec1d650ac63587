internal import PythonSyntax
internal import SourceText

/// The absolute names of the modules that a file's imports begin with, as `__lazy_modules__` has them.
struct AbsoluteNames {
  private let module: ModuleSyntax
  /// The package that relative imports start from, part by part.
  private let package: [String]?

  init(_ module: ModuleSyntax, named name: String?) {
    self.module = module
    // A program's first module has no name by which it could be found.
    package = name.flatMap { name in
      guard name != "__main__", !name.isEmpty else { return nil }
      let parts = name.split(separator: ".").map(String.init)
      return module.source.path.hasSuffix("/__init__.py") ? parts : Array(parts.dropLast())
    }
  }

  /// `a.b` for `import a.b`, and for `from a.b import c`.
  func module(of reference: ImportReference) -> String? {
    let statement = module.imports[reference.statement]
    guard case .from(let name, let level) = statement.form, level > 0 else {
      return statement.fromModule ?? module[reference].name
    }
    guard let package, package.count >= level else { return nil }
    return (package.dropLast(level - 1) + (name.isEmpty ? [] : [name])).joined(separator: ".")
  }
}
