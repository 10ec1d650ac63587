public import Advice
public import Launching
internal import Publishing
internal import Recording
public import Reporting
internal import Verification

/// Starts a program as it is and as it was at a revision, in turn, and records what it loaded then.
public struct BaseComparisons {
  /// The revision as it was named, and its commit.
  public let revision: String, commit: String
  /// Most pairs of starts per event.
  public var pairs = 15
  /// How long one event may take.
  public var timeBudget: Duration = .seconds(120)
  private let job: Job
  private let repository: GitRepository

  /// Looks the revision up before anything is run.
  ///
  /// - Throws: `GateError.publishing` where there is no repository, or no such revision.
  public init(_ job: Job, revision: String) throws(GateError) {
    do {
      repository = try GitRepository(around: job.start.root)
      commit = try repository.commit(named: revision)
    } catch {
      throw .publishing(error)
    }
    self.revision = revision
    self.job = job
  }

  /// Compares, and records the earlier state where nothing is known of it.
  ///
  /// - Parameters:
  ///   - budget: what growth is allowed.
  ///   - isRecorded: whether a baseline is there already.
  ///   - progress: told what is going on.
  /// - Returns: the comparisons, and the baseline if it was recorded.
  /// - Throws: `GateError`.
  public func run(
    _ budget: Budget,
    isRecorded: Bool,
    progress: (Activity) -> Void
  ) throws(GateError) -> (base: CheckResult.Base, baseline: Baseline?) {
    let copies = try BaseState(commit, of: repository, root: job.start.root, scratch: job.scratch.path).copies
    defer { copies.remove() }
    var trial = BaseTrial(start: job.start, events: job.events, scratch: job.scratch.path)
    trial.rule.maximumPairs = pairs
    trial.timeBudget = timeBudget
    do {
      let comparisons = try trial.run(copies, limit: budget.allowedGrowth, progress: progress)
      let base = CheckResult.Base(revision: revision, commit: commit, comparisons: comparisons)
      return (base, isRecorded ? nil : try recorded(copies, comparisons, progress))
    } catch {
      throw .recording(error)
    }
  }

  private func recorded(
    _ copies: ShadowPair,
    _ comparisons: [BaseComparison],
    _ progress: (Activity) -> Void
  ) throws(RecordingError) -> Baseline? {
    let failing = Set(
      comparisons.filter { if case .baseFails = $0.outcome { true } else { false } }.map(\.event)
    )
    let events = job.events.filter { !failing.contains($0.name) }
    if job.start.entry.isCommand ? !failing.isEmpty : events.isEmpty { return nil }
    var recorder = try Recorder(start: job.start, scratch: job.scratch.path)
    recorder.workingFolder = copies.before.root
    (recorder.samplingRate, recorder.observesEffects) = (0, false)
    return Baseline(origin: revision, try recorder.record(events: events, progress: progress))
  }
}
