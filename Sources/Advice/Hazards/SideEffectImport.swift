internal import ImportGraph
internal import PythonSyntax

/// Nothing reads the name, so the import may be there for what loading the module does.
enum SideEffectImport: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    guard name.uses.isEmpty, !name.isAnnotating else { return nil }
    let targets = evidence.targets(of: name.statement)
    let absence =
      targets.isEmpty
      ? .noticed : evidence.effects.absence(of: targets, withoutEdgesOf: name.statement, evidence.recipes)
    if case .unnoticed = absence { return nil }
    let impure = evidence.purity.impureModule(behind: targets, importedBy: name.statement.file)
    guard let module = impure else { return nil }
    if case .unseen(let staying) = absence {
      return .unsafe(
        .sideEffect,
        "nothing in this file reads `\(name.importedName.boundName)`, and loading \(module.name) was seen to change nothing "
          + "outside; it may have registered something with \(staying.name) unseen"
      )
    }
    return Reason(
      .sideEffect,
      "nothing in this file reads `\(name.importedName.boundName)`: the import may be there for what loading "
        + "\(module.name) does"
    )
  }
}
