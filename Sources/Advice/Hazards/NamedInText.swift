internal import ImportGraph
internal import PythonSyntax

/// Settings, scripts or code in a string name what this module has: an entry point `app:main`, `"from app import main"`.
enum NamedInText: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    for bound in name.boundNames {
      guard let place = evidence.namesInText.place(of: bound, in: name.statement.file) else { continue }
      return Reason(.namedInText, "\(place) names `\(bound)` in a text that may stand for this module's")
    }
    return nil
  }
}
