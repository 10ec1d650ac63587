internal import ImportGraph
internal import PythonSyntax

/// Somebody takes the name out of a function's or a module's namespace (`f.__globals__["name"]`, `vars(m)["name"]`), where
/// only what was put there can be found.
enum NamespaceLookup: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    for bound in name.boundNames {
      guard let place = evidence.namesInText.lookup(of: bound) else { continue }
      return Reason(.dynamicNames, "\(place) takes `\(bound)` out of a namespace that may be this module's")
    }
    return nil
  }
}
