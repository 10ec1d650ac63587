internal import ImportGraph
internal import PythonSyntax

/// The module itself is handed around, and somebody may go through its namespace, where a lazy name is only what stands for
/// it.
///
/// Of a package's module that is feared only of files that speak of namespaces: whoever goes through what an object has by
/// `dir` and `getattr` finds the real names.
enum LazyModuleAsObject: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    guard evidence.graph.project.package(of: name.statement.file) != nil else {
      return ModuleAsObject.reason(against: name, in: evidence)
    }
    guard let place = evidence.moduleEscapes.openedPlace(of: name.statement.file) else { return nil }
    return Reason(
      .moduleAsObject,
      "\(place) has this module as an object, whose namespace may be looked through: `\(name.importedName.boundName)` is one "
        + "of its names"
    )
  }
}
