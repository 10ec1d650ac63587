internal import ImportGraph
internal import PythonSyntax

/// `import a.b` binds `a` and sets its attribute `b`: other code that says `a.b` may rely on it without saying so.
enum ImplicitSubmodule: Hazard {
  static func reason(against name: CandidateImport, in graph: ImportGraph) -> Reason? {
    guard name.importStatement.fromModule == nil, name.importedName.name.contains(".") else { return nil }
    let parts = name.importedName.name.split(separator: ".").map(String.init)
    let project = graph.project
    for path in project.paths where path != name.statement.file {
      guard let other = project.files[path] else { continue }
      for statement in other.imports where statement.fromModule == nil {
        for (index, imported) in statement.names.enumerated() where imported.name == parts[0] {
          let reference = ImportReference(statement: statement.index, name: index)
          let own = other.imports.contains { $0.names.contains { $0.name == name.importedName.name } }
          guard !own, other.uses(of: reference).contains(where: { $0.attributes.first == parts[1] }) else { continue }
          return Reason(
            "implicit-submodule",
            "\(project.relativePath(of: path)) reads \(parts[0]).\(parts[1]) and relies on this import for it"
          )
        }
      }
    }
    return nil
  }
}
