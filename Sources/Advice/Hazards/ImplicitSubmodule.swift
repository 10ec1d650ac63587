internal import ImportGraph

/// Loading `a.b` sets the attribute `b` of `a`: code that says `a.b` may rely on this import without saying so.
enum ImplicitSubmodule: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    let targets = evidence.targets(of: name.statement)
    guard
      let (module, place) = evidence.implicitSubmodules.reader(of: targets, importedBy: name.statement)
    else { return nil }
    return Reason(.implicitSubmodule, "\(place) reads \(module) and relies on this import for it")
  }
}
