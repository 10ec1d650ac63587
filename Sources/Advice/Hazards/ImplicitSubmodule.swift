internal import ImportGraph

/// Loading `a.b` sets the attribute `b` of `a`: code that says `a.b` may rely on this import without saying so.
enum ImplicitSubmodule: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    reason(against: name, in: evidence, publishing: [])
  }

  /// The same of an import that goes on setting some modules as attributes of their packages.
  static func reason(
    against name: CandidateImport,
    in evidence: Evidence,
    publishing published: [Int]
  ) -> Reason? {
    let reader = evidence.implicitSubmodules.reader(
      of: evidence.targets(of: name.statement),
      importedBy: name.statement,
      publishing: published
    )
    guard let (module, place) = reader else { return nil }
    return Reason(.implicitSubmodule, "\(place) reads \(module) and relies on this import for it")
  }
}
