internal import ImportGraph
internal import Recording

/// Loading the module was seen to change something that other modules can observe: it would change later.
enum ObservedEffect: LoadingHazard {
  static func reason(
    against name: CandidateImport,
    in evidence: Evidence,
    _ deferred: DeferredModules
  ) -> Reason? {
    // Whoever checked the import has seen the effect too.
    guard !evidence.recipes.isKnownSafe(name.statement) else { return nil }
    return evidence.effects.effect(of: deferred).map { Reason.unsafe(.effect, "loading `\($0.module)` \($0)") }
  }
}
