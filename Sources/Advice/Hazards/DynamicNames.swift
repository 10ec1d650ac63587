internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// The file reaches names in ways that cannot be followed, so a name that seems unused elsewhere may be needed.
enum DynamicNames: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    guard let access = name.syntax.dynamicNameAccess.first(where: isDangerous) else { return nil }
    return Reason(
      "dynamic-names",
      "line \(access.position.line) uses \(access.kind.rawValue), which may reach any name of the module"
    )
  }

  /// Whether a name of the module's may be reached that way.
  static func isDangerous(_ access: DynamicNameAccess) -> Bool {
    switch access.kind {
    case .eval, .exec, .globals, .reload, .systemModules: true
    case .vars, .locals: access.scope == 0
    case .importFunction, .importModule: false
    }
  }
}
