internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// The file reaches names in ways that cannot be followed, so a name that seems unused elsewhere may be needed.
enum DynamicNames: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    let access = name.syntax.dynamicNameAccess.first { access in
      switch access.kind {
      case .eval, .exec, .globals, .reload, .systemModules: true
      case .vars, .locals: access.scope == 0
      case .importFunction, .importModule: false
      }
    }
    let bound = name.importedName.boundName
    if access == nil, let place = evidence.namesInText.lookup(of: bound) {
      return Reason("dynamic-names", "\(place) takes `\(bound)` out of a namespace that may be this module's")
    }
    guard let access else { return nil }
    return Reason(
      "dynamic-names",
      "line \(access.position.line) uses \(access.kind.rawValue), which may reach any name of the module"
    )
  }
}
