internal import ImportGraph
internal import PythonSyntax

/// A test replaces the name in this module (`mock.patch("app.requests")`, `app.requests = …`): the first needs it to be there, and
/// after both the module's functions are to use what stands there then.
enum PatchedByTests: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    if let reason = reason(naming: name, in: evidence) { return reason }
    for bound in name.boundNames {
      guard let place = evidence.outsideReads.replacement(of: bound, in: name.statement.file) else { continue }
      return Reason(.patchedName, "\(place) gives `\(bound)` of this module another value, as a test that replaces it")
    }
    return nil
  }

  /// The same of tests that name it in a string.
  static func reason(naming name: CandidateImport, in evidence: Evidence) -> Reason? {
    for bound in name.boundNames {
      let named = evidence.quotedNames.place(of: bound, in: name.statement.file)
      guard let place = named ?? evidence.namesInText.patch(of: bound) else { continue }
      return Reason(.patchedName, "\(place) names `\(bound)` of this module in a string, as a test that replaces it")
    }
    return nil
  }
}
