public import Rewriting

/// Keeps what was measured, so that a proof that was interrupted can go on.
public protocol ProofMemory: Sendable {
  /// What was measured of a patch with an event, by its name; nil if nothing was.
  func result(of patch: Patch, for event: String) -> Verdict.EventResult?

  /// Keeps what was measured of a patch.
  func keep(_ result: Verdict.EventResult, of patch: Patch)
}
