internal import ImportGraph

/// Somebody tries to import this module and copes if that fails: a deferred import would let the attempt succeed and fail
/// later, where nobody copes.
enum ProbedModule: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    guard let place = evidence.probedFiles.place(leadingTo: name.statement.file) else { return nil }
    return Reason(
      .probed,
      "\(place) tries to import this module and copes with an ImportError, which would come too late"
    )
  }
}
