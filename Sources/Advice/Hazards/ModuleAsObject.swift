internal import ImportGraph
internal import PythonSyntax

/// The module itself is handed around, or loaded by name, and somebody may go through all that it has.
enum ModuleAsObject: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    guard let place = evidence.moduleEscapes.place(of: name.statement.file) else { return nil }
    return Reason(
      .moduleAsObject,
      "\(place) has this module as an object, whose names may be looked through: `\(name.importedName.boundName)` is one"
    )
  }
}
