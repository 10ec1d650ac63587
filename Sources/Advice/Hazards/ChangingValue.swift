internal import ImportGraph
internal import PythonSyntax

/// `from m import name` takes the value of its moment, and `m.name` gets another one later, in the program or in its tests.
enum ChangingValue: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    if let reason = reasonOfCopies(name, evidence) { return reason }
    guard let module = name.importStatement.fromModule?.drop(while: { $0 == "." }) else { return nil }
    guard let place = evidence.changedValues.place(of: name.importedName.name, in: String(module)) else { return nil }
    return Reason(
      .changingValue,
      "\(place) gives `\(module).\(name.importedName.name)` another value, which a later import would take"
    )
  }

  /// The same of `x = module.attribute`, where the module is what was imported.
  private static func reasonOfCopies(_ name: CandidateImport, _ evidence: Evidence) -> Reason? {
    let source = name.importStatement.fromModule?.drop(while: { $0 == "." }) ?? ""
    let module = source.isEmpty ? name.importedName.name : "\(source).\(name.importedName.name)"
    for copy in name.syntax.attributeCopies(of: name.statement.reference) {
      guard let place = evidence.changedValues.place(of: copy.attribute, in: module) else { continue }
      return Reason(
        .changingValue,
        "\(place) gives `\(module).\(copy.attribute)` another value, which `\(copy.name)` would become later"
      )
    }
    return nil
  }
}
