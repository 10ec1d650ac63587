internal import ImportGraph
internal import PythonSyntax

/// The names by which the program's files may be imported.
///
/// Where the search path begins is not known for files that no recorded run has loaded, such as tests: every dotted ending
/// of a path is taken for a possible name.
struct ModuleNames {
  private var files: [String: [String]] = [:]
  private let project: Project

  init(_ project: Project) {
    self.project = project
    for path in project.paths {
      let parts = project.moduleName(of: path).split(separator: ".")
      for start in parts.indices { files[parts[start...].joined(separator: "."), default: []].append(path) }
    }
  }

  /// The files that a dotted name may stand for.
  func files(named name: String) -> [String] { files[name] ?? [] }

  /// The absolute name of the module that `from` names in a file; nil for a plain import.
  func source(of statement: ImportStatement, in path: String) -> String? {
    Self.source(of: statement, in: path, project)
  }

  static func source(of statement: ImportStatement, in path: String, _ project: Project) -> String? {
    switch statement.form {
    case .plain: return nil
    case .from(let name, let level), .star(let name, let level):
      guard level > 0 else { return name }
      let parts = project.moduleName(of: path).split(separator: ".").map(String.init)
      let package = parts.dropLast(path.hasSuffix("/__init__.py") ? level - 1 : level)
      return (package + (name.isEmpty ? [] : [name])).joined(separator: ".")
    }
  }

  /// What an imported name stands for, as a dotted path: `a` for `import a.b`, `a.b.c` for `from a.b import c`.
  func meaning(of name: ImportedName, in statement: ImportStatement, of path: String) -> String {
    if let source = source(of: statement, in: path) { return "\(source).\(name.name)" }
    return name.alias == nil ? name.boundName : name.name
  }
}
