internal import Advice
internal import ImportGraph
public import Recording
internal import Reporting
internal import Rewriting
public import Verification

/// Plans, patches and proves: the main job from a recording on.
public struct Fix {
  private let job: Job
  private let recording: Recording
  private let proof: Proof
  /// Whether the patch is meant to be written in place: then it is looked first whether it can be.
  public var writes = false
  /// What the user wants of the plan.
  public var settings = PlanSettings()

  /// Prepares to fix the recorded program.
  public init(_ job: Job, _ recording: Recording, proof configure: (inout Proof) -> Void = { _ in }) {
    self.job = job
    self.recording = recording
    var proof = Proof(start: job.start, events: job.events, scratch: job.scratch.path)
    configure(&proof)
    self.proof = proof
  }

  /// What came of the job.
  public enum Outcome {
    /// Same answers, and faster.
    case proven(ProvenPatch)
    /// There was a patch, and it did not hold.
    case refuted
    /// No import can be deferred with a gain.
    case nothingToChange
  }

  /// Plans, patches and proves, and once more without what breaks the program.
  ///
  /// - Parameters:
  ///   - progress: told what is about to be done.
  ///   - remark: told what was found, in whole lines.
  /// - Returns: the proven patch, or that there is none.
  /// - Throws: `WorkflowError` if a stage cannot be carried through.
  public func run(
    progress: (String) -> Void,
    remark: (String) -> Void
  ) throws(WorkflowError) -> Outcome {
    var excluded: [StatementReference: Reason] = [:]
    while true {
      progress("planning")
      let advice = Advise(recording, settings, excluding: excluded)
      remark(PlanText(advice.graph, advice.plan).text + advice.lintRemarks.map { $0 + "\n" }.joined())
      guard !advice.plan.changes.isEmpty else {
        guard excluded.isEmpty else {
          remark("Nothing is left to offer: what would pay changes what the program does.\n")
          return .refuted
        }
        remark("Nothing to change: no import in the program's own files can be deferred with a gain.\n")
        return .nothingToChange
      }
      let patch = advice.patch
      if writes { try PatchWriter.check(patch) }
      let verdict = try prove(patch, progress)
      remark(VerdictText(verdict, advice.plan).text)
      if verdict.isProven { return .proven(ProvenPatch(advice, verdict)) }
      guard verdict.isBroken else { return .refuted }
      let culprits = try culprits(advice, progress)
      // A failure that does not show again cannot be blamed on any change: nothing is offered.
      guard !culprits.isEmpty else { return .refuted }
      excluded.merge(culprits) { first, _ in first }
      remark(DroppedText(culprits, advice.graph).text)
    }
  }

  private func prove(_ patch: Patch, _ progress: (String) -> Void) throws(WorkflowError) -> Verdict {
    do {
      return try proof.run(patch, progress: progress)
    } catch {
      throw .proof(error)
    }
  }

  private func culprits(
    _ advice: Advise,
    _ progress: (String) -> Void
  ) throws(WorkflowError) -> [StatementReference: Reason] {
    do {
      return try Culprits(advice, proof).find(progress: progress)
    } catch {
      throw .proof(error)
    }
  }
}
