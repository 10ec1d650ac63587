public import Advice
public import ImportGraph
public import Launching
public import Recording
public import Reporting
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
  /// Where what is found out is kept, and what an interrupted run has found out; nil to keep nothing.
  public var journal: Journal?

  /// Prepares to fix the recorded program.
  public init(_ job: Job, _ recording: Recording, proof configure: (inout Proof) -> Void = { _ in }) {
    self.job = job
    self.recording = recording
    var proof = Proof(start: job.start, events: job.events, scratch: job.scratch.path)
    configure(&proof)
    self.proof = proof
  }

  /// What was planned and measured, and what came of it.
  public struct Account {
    /// What came of it.
    public var outcome = Outcome.nothingToChange
    /// Each patch that was tried, with what its proof measured; the last one decides.
    public var attempts: [VerdictJSON.Attempt] = []
    /// What the patches were planned from; the last one's.
    public var advice: Advise
    /// The names left out because the program breaks with them, or because they do not pay.
    public var dropped: [StatementReference: Reason] = [:]
    /// How long all plans took, by the clock.
    public var planningTime = Duration.zero
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

  /// Plans, patches and proves, and once more without what breaks the program or does not pay.
  ///
  /// - Parameters:
  ///   - progress: told what is about to be done.
  ///   - remark: told what was found, in whole lines.
  /// - Returns: what was tried and measured, with the proven patch if there is one.
  /// - Throws: `WorkflowError` if a stage cannot be carried through.
  public func run(
    progress: (Activity) -> Void,
    remark: (String) -> Void
  ) throws(WorkflowError) -> Account {
    var proof = proof
    proof.memory = journal
    var dropped = journal?.dropped ?? [:]
    var attempts: [VerdictJSON.Attempt] = []
    var unexpected = UnexpectedLoads()
    var planningTime = Duration.zero
    while true {
      progress("planning")
      var advice = Advise(recording, settings, excluding: dropped, countingIn: unexpected)
      do {
        advice = try TrialStarts(proof, leastTime: settings.leastGain).learn(from: advice, progress: progress)
      } catch {
        throw .proof(error)
      }
      unexpected = advice.plan.unexpected
      planningTime += advice.planningTime
      func account(_ outcome: Outcome) -> Account {
        Account(
          outcome: outcome,
          attempts: attempts,
          advice: advice,
          dropped: dropped,
          planningTime: planningTime
        )
      }
      let remarks = advice.lintRemarks + advice.keepRemarks
      remark(PlanText(advice.graph, advice.plan).text + remarks.map { $0 + "\n" }.joined())
      guard !advice.plan.changes.isEmpty else {
        guard dropped.isEmpty else {
          remark("Nothing is left to offer: what would pay changes what the program does.\n")
          return account(.refuted)
        }
        let files = settings.scope == .app ? "the program's own files" : "the program's files and its packages"
        remark("Nothing to change: no import in \(files) can be deferred with a gain.\n")
        return account(.nothingToChange)
      }
      let patch = advice.patch
      if writes { try PatchWriter.check(patch) }
      let verdict = try prove(patch, proof, progress)
      attempts.append(VerdictJSON.Attempt(plan: advice.plan, patch: patch, verdict: verdict))
      remark(VerdictText(verdict, advice.plan).text)
      if verdict.isProven { return account(.proven(ProvenPatch(advice, verdict))) }
      let unwanted = try unwanted(advice, verdict, proof, progress)
      // A failure that does not show again cannot be blamed on any change: nothing is offered.
      guard !unwanted.isEmpty else { return account(.refuted) }
      journal?.keep(dropped: unwanted)
      dropped.merge(unwanted) { first, _ in first }
      remark(DroppedText(unwanted, advice.graph).text)
    }
  }

  private func prove(
    _ patch: Patch,
    _ proof: Proof,
    _ progress: (Activity) -> Void
  ) throws(WorkflowError) -> Verdict {
    do {
      return try proof.run(patch, progress: progress)
    } catch {
      throw .proof(error)
    }
  }

  /// The changes to leave out of a patch that did not hold: those that break the program, or those that do not pay.
  private func unwanted(
    _ advice: Advise,
    _ verdict: Verdict,
    _ proof: Proof,
    _ progress: (Activity) -> Void
  ) throws(WorkflowError) -> [StatementReference: Reason] {
    do {
      guard verdict.isBroken else { return try PayingChanges(advice, proof).unpaid(progress: progress) }
      return try Culprits(advice, proof).find(progress: progress)
    } catch {
      throw .proof(error)
    }
  }
}
