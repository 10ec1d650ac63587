internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// Nothing reads the name, and the author says that it is meant to be there, or data from outside may ask for it by its name.
enum DeclaredExport: Hazard {
  private static let marks = ["noqa", "unused", "re-export", "reexport", "F401", "W0611", "compat"]
  private static let loaders: Set = [
    "pickle", "cPickle", "shelve", "dill", "joblib", "cloudpickle", "jsonpickle", "multiprocessing", "copyreg", "yaml",
  ]

  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    guard name.uses.isEmpty else { return nil }
    let statement = name.importStatement
    let comments = [statement.trailingComment].compactMap(\.self) + statement.innerComments
    let text = comments.map { name.syntax.source.text(in: $0).lowercased() }.joined()
    let bound = name.importedName.boundName
    if name.importedName.alias == name.importedName.name || marks.contains(where: { text.contains($0.lowercased()) }) {
      return Reason(.declaredExport, "line \(statement.line) says that `\(bound)` is imported for others")
    }
    guard statement.fromModule != nil, let loader = evidence.dataLoader else { return nil }
    return Reason(
      .declaredExport,
      "the program reads data with \(loader), which may ask for `\(bound)` of this module by its name"
    )
  }

  /// The first library that looks classes up by their names, among those that the program's own files import.
  static func loader(in project: Project) -> String? {
    for path in project.paths where project.isOwn(path) {
      for statement in project.files[path]?.imports ?? [] {
        let modules = statement.fromModule.map { [$0] } ?? statement.names.map(\.name)
        if let module = modules.first(where: { loaders.contains(String($0.prefix { $0 != "." })) }) { return module }
      }
    }
    return nil
  }
}
