internal import ImportGraph
internal import PythonSyntax

/// The module itself is handed around, and somebody may go through its namespace, where a name that waits to be asked for is
/// not yet; whoever only asks it by `getattr` or `hasattr` gets it, and so does, where a recipe says so, whoever is handed it.
enum ModuleNamespace: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    guard let place = evidence.moduleEscapes.namespacePlace(of: name.statement.file),
      !evidence.recipes.isKnownSafe(name.statement, by: .moduleGetattr)
    else { return nil }
    return ModuleAsObject.reason(naming: name.importedName.boundName, handedAroundAt: place)
  }
}
