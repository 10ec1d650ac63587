internal import ImportGraph
internal import PythonSyntax

/// `from m import name` takes the value of its moment, and `m.name` gets another one later, in the program or in its tests.
enum ChangingValue: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    guard let module = name.importStatement.fromModule?.drop(while: { $0 == "." }) else { return nil }
    guard let place = evidence.changedValues.place(of: name.importedName.name, in: String(module)) else { return nil }
    return Reason(
      .changingValue,
      "\(place) gives `\(module).\(name.importedName.name)` another value, which a later import would take"
    )
  }
}
