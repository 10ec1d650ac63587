internal import ImportGraph
internal import PythonSyntax

/// Somebody puts another object in the module's place (`sys.modules["m"] = …`), or takes it away: a later import would find
/// what is there then.
enum ReplacedModule: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    guard let place = evidence.namesInText.replacement(of: name.targetModule) else { return nil }
    return Reason(.replacedModule, "\(place) names \(name.targetModule) beside sys.modules, as one that replaces it")
  }
}
