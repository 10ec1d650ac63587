internal import ImportGraph

/// Code says `a.b` and relies on this import for it, which loads `a.b` only by the way.
///
/// What a lazy import names itself is an attribute of its package at once, and is loaded when somebody reads that.
enum LazySubmodule: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    let reader = evidence.implicitSubmodules.reader(
      of: evidence.targets(of: name.statement),
      importedBy: name.statement,
      publishing: evidence.implicitSubmodules.published(by: name, evidence.names)
    )
    guard let (module, place) = reader else { return nil }
    return Reason(.implicitSubmodule, "\(place) reads \(module) and relies on this import for it")
  }
}
