internal import ImportGraph
internal import PythonSyntax

/// The module itself is handed around, or loaded by name, and somebody may go through all that it has.
enum ModuleAsObject: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    evidence.moduleEscapes.place(of: name.statement.file).map {
      reason(naming: name.importedName.boundName, handedAroundAt: $0)
    }
  }

  static func reason(naming name: String, handedAroundAt place: Place) -> Reason {
    Reason(
      .moduleAsObject,
      "\(place) has this module as an object, whose names may be looked through: `\(name)` is one"
    )
  }
}
