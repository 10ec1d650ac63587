internal import ImportGraph

/// Code says `a.b` and relies on this import for it, which loads `a.b` only by the way.
///
/// What a lazy import names itself is an attribute of its package at once, and is loaded when somebody reads that.
enum LazySubmodule: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    let published = evidence.implicitSubmodules.published(by: name, evidence.names)
    return ImplicitSubmodule.reason(against: name, in: evidence, publishing: published)
  }
}
