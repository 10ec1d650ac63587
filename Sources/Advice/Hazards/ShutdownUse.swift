internal import ImportGraph
internal import PythonSyntax

/// The name is used while objects are finalized, at exit, or in a signal handler, where importing may fail.
enum ShutdownUse: Hazard {
  static func reason(against name: CandidateImport, in graph: ImportGraph) -> Reason? {
    for use in name.uses {
      guard let function = use.function else { continue }
      let scopes = name.syntax.enclosing(function)
      if let scope = scopes.first(where: { $0.name == "__del__" }) {
        return Reason(
          "shutdown",
          "`\(scope.qualifiedName)` uses `\(name.importedName.boundName)`: importing may fail there"
        )
      }
      guard let registrar = registrar(of: scopes.map(\.name), in: name.syntax) else { continue }
      return Reason(
        "shutdown",
        "a function given to \(registrar) uses `\(name.importedName.boundName)`: importing may fail there"
      )
    }
    return nil
  }

  /// `atexit` or `signal` if the file hands one of these functions to it; any mention of one beside the other counts.
  private static func registrar(of functions: [String], in syntax: ModuleSyntax) -> String? {
    let registrars = ["atexit", "signal", "weakref"]
    let imported = syntax.imports.flatMap { statement in
      statement.fromModule.map { [$0] } ?? statement.names.map(\.name)
    }
    guard let registrar = registrars.first(where: { imported.contains($0) }) else { return nil }
    let isHandedOver = syntax.uses.contains { functions.contains($0.name) && $0.attributes.isEmpty }
    return isHandedOver ? registrar : nil
  }
}
