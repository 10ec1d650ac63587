internal import ImportGraph
internal import PythonSyntax

/// Nothing reads the name, so the import may be there for what loading the module does.
enum SideEffectImport: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    guard name.uses.isEmpty, !PureModules.contains(name.targetModule) else { return nil }
    return Reason(
      "side-effect",
      "nothing in this file reads `\(name.importedName.boundName)`: the import may be there for what loading "
        + "\(name.targetModule) does"
    )
  }
}
