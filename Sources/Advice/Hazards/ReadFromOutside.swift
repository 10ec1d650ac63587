internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// Another file of the program takes the name from this module: by `from`, by `*`, or as an attribute.
enum ReadFromOutside: Hazard {
  static func reason(against name: CandidateImport, in graph: ImportGraph) -> Reason? {
    let project = graph.project
    let module = project.moduleName(of: name.statement.file)
    let bound = name.importedName.boundName
    if name.syntax.exports?.isDynamic == true {
      return Reason("exported", "`__all__` is computed, so `\(bound)` may be part of it")
    }
    for path in project.paths where path != name.statement.file {
      guard let other = project.files[path] else { continue }
      if let line = line(in: other, path, reading: bound, from: module, project) {
        return Reason("exported", "\(project.relativePath(of: path)):\(line) takes `\(bound)` from this module")
      }
    }
    return nil
  }

  private static func line(
    in other: ModuleSyntax,
    _ path: String,
    reading bound: String,
    from module: String,
    _ project: Project
  ) -> Int? {
    let reader = project.moduleName(of: path)
    for statement in other.imports {
      let source = absolute(statement, in: reader, isPackage: path.hasSuffix("/__init__.py"))
      if source == module, statement.isStar || statement.names.contains(where: { $0.name == bound }) {
        return statement.line
      }
      for (index, imported) in statement.names.enumerated() {
        let full = statement.fromModule == nil ? imported.name : "\(source).\(imported.name)"
        guard full == module || statement.fromModule == nil && module.hasPrefix(imported.boundName + ".") else {
          continue
        }
        let reference = ImportReference(statement: statement.index, name: index)
        // `import a.b` is read as `a.b.name`, an alias or a `from` import as `alias.name`.
        let path =
          imported.alias == nil && statement.fromModule == nil
          ? module.split(separator: ".").dropFirst().map(String.init) : []
        let use = other.uses(of: reference).first { $0.attributes.starts(with: path + [bound]) }
        if let use { return other.source.lines.line(at: use.range.lowerBound) }
      }
    }
    return nil
  }

  /// The absolute module that a statement of another module names.
  private static func absolute(_ statement: ImportStatement, in module: String, isPackage: Bool) -> String {
    switch statement.form {
    case .plain: return ""
    case .from(let name, let level), .star(let name, let level):
      guard level > 0 else { return name }
      let parts = module.split(separator: ".").map(String.init)
      let package = parts.dropLast(isPackage ? level - 1 : level)
      return (package + (name.isEmpty ? [] : [name])).joined(separator: ".")
    }
  }
}
