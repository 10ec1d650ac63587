internal import ImportGraph
internal import PythonSyntax

/// Somebody puts another object in the module's place (`sys.modules["m"] = …`), or takes it away: a later import would find
/// what is there then, or load it once more.
enum ReplacedModule: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    if let place = evidence.namesInText.replacement(of: name.targetModule) {
      return Reason(.replacedModule, "\(place) names \(name.targetModule) beside sys.modules, as one that replaces it")
    }
    return evidence.restoredModules.place(around: name.statement.file).map { place in
      Reason(.replacedModule, "\(place) has sys.modules restored, without what this file would load in between")
    }
  }
}
