internal import ImportGraph
internal import PythonSyntax

/// A test replaces the name in this module (`mock.patch("app.requests")`), which needs it to be there.
enum PatchedByTests: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    for bound in name.boundNames {
      let named = evidence.quotedNames.place(of: bound, in: name.statement.file)
      guard let place = named ?? evidence.namesInText.patch(of: bound) else { continue }
      return Reason(.patchedName, "\(place) names `\(bound)` of this module in a string, as a test that replaces it")
    }
    return nil
  }
}
