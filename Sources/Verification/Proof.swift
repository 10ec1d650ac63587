public import Launching
public import Recording
public import Rewriting

/// Proves a patch: same answers and faster cold starts, in copies of the project, in fresh processes, taking turns.
public struct Proof: Sendable {
  /// When to look at the measurements, and when to stop.
  public var rule = StoppingRule()
  /// How long one event may take.
  public var timeBudget: Duration = .seconds(90)
  /// What may differ in responses.
  public var ignoredPaths: [JSONPath] = []
  /// What may differ in what a command prints.
  public var ignoredOutput: [IgnoredOutput] = []
  /// A shell command that must succeed in both copies of the project, such as its tests; nil for none.
  public var check: String?
  /// Whether the program's files are read from the disk anew for every start.
  public var disk: DiskState = .warm
  /// Results of an earlier proof of the same, and where this one's go.
  public var memory: (any ProofMemory)?
  /// An event that surely gets slower by more than this factor is no price for another one that gets faster.
  public var toleratedSlowdown = 1.05

  private let start: ProgramStart
  private let events: [Event]
  private let scratch: String

  /// Prepares the proof of patches to one program; a command has no events.
  public init(start: ProgramStart, events: [Event], scratch: String) {
    self.start = start
    self.events = events
    self.scratch = scratch
    rule.maximumPairs = 15
    rule.precision = 0.02
  }

  /// Compares the answers to all events, and then runs before and after in turn until it is clear what the patch does.
  ///
  /// - Parameters:
  ///   - patch: what to prove.
  ///   - progress: told what is about to be measured.
  /// - Returns: what the patch does, with the measurements.
  /// - Throws: `ProofError` if nothing can be proven: no room for the copies, or the unchanged program fails.
  public func run(_ patch: Patch, progress: (Activity) -> Void = { _ in }) throws(ProofError) -> Verdict {
    let pair = try CopiedPrograms(start, patch, in: scratch)
    defer { pair.remove() }
    do {
      let answers = try checkedAnswers(pair, progress)
      var results: [Verdict.EventResult] = []
      for (event, answers) in zip(inputs, answers) {
        if let known = memory?.result(of: patch, for: name(of: event)) {
          results.append(known)
          continue
        }
        let result = try measure(event, answers, pair) { pairs, elapsed in
          progress(activity(event, doneEvents: results.count, pairs: pairs, elapsed: elapsed))
        }
        memory?.keep(result, of: patch)
        results.append(result)
      }
      return Verdict(events: results, outcome: outcome(of: results))
    } catch {
      return Verdict(events: [], outcome: try error.outcome())
    }
  }

  /// Compares the answers alone, one start each; nil if they are the same.
  public func firstDifference(_ patch: Patch) throws(ProofError) -> Verdict.Outcome? {
    let pair = try CopiedPrograms(start, patch, in: scratch)
    defer { pair.remove() }
    do {
      _ = try checkedAnswers(pair) { _ in }
    } catch {
      return try error.outcome()
    }
    return nil
  }

  /// Starts the changed program once with each event, to see what it loads.
  ///
  /// - Returns: the loads, in the order of the events; nil if they cannot be seen, because it fails, say: in what way, its
  ///   proof shows.
  /// - Throws: `ProofError.verification` if there is no room for the copies.
  public func loads(_ patch: Patch) throws(ProofError) -> Recording? {
    let pair = try CopiedPrograms(start, patch, in: scratch)
    defer { pair.remove() }
    guard var recorder = try? Recorder(start: start, scratch: scratch) else { return nil }
    recorder.workingFolder = pair.after.root
    recorder.standIn = pair.after.standIn
    return try? recorder.recordLoads(events: events)
  }

  private var inputs: [Event?] {
    start.entry.isCommand ? [nil] : events
  }

  private func name(of event: Event?) -> String { event?.name ?? start.title }

  /// What the unchanged program answers to each event, once the changed one has answered the same to all.
  private func checkedAnswers(
    _ pair: CopiedPrograms,
    _ progress: (Activity) -> Void
  ) throws(Interruption) -> [Answers] {
    var all: [Answers] = []
    for (index, event) in inputs.enumerated() {
      let done = Double(index) / Double(inputs.count)
      progress(Activity("comparing the answers before and after\(event.map { " to \($0.name)" } ?? "")", done: done))
      let answers = Answers(
        baseline: [try start(event, pair.before), try start(event, pair.before)],
        ignoredPaths,
        ignoredOutput
      )
      _ = try check(answers, event, pair)
      all.append(answers)
    }
    if let check {
      progress(Activity("running “\(check)” before and after"))
      try CommandOracle(command: check, start: start).compare(pair)
    }
    return all
  }

  private func measure(
    _ event: Event?,
    _ answers: Answers,
    _ pair: CopiedPrograms,
    progress: (_ pairs: Int, _ elapsed: Duration) -> Void
  ) throws(Interruption) -> Verdict.EventResult {
    var trial = PairedTrial()
    trial.rule = rule
    trial.warmUpPairs = 0
    trial.timeBudget = timeBudget
    let cold = disk == .cold ? PageCache(start.interpreter, folders: [pair.before.folder, pair.after.folder]) : nil
    let began = ContinuousClock.now
    var pairs = 0
    let result = try trial.run(
      before: { () throws(Interruption) in
        progress(pairs, ContinuousClock.now - began)
        pairs += 1
        cold?.forget()
        return try start(event, pair.before).figures
      },
      after: { () throws(Interruption) in
        cold?.forget()
        return try check(answers, event, pair).figures
      },
      figure: \.coldStart
    )
    guard let result else { throw .impossible(.noTime) }
    return Verdict.EventResult(
      event: name(of: event),
      share: share(of: event),
      pairs: result.pairs,
      confidence: rule.confidenceOfLook,
      coldStart: result.comparison,
      decision: result.decision,
      isTimeSpent: result.isTimeSpent,
      unstable: answers.unstable
    )
  }

  /// How far the measurements are; fewer pairs may do, so that what remains is the longest it can take.
  private func activity(_ event: Event?, doneEvents: Int, pairs: Int, elapsed: Duration) -> Activity {
    let text = "comparing before and after\(event.map { " with \($0.name)" } ?? "")"
    let all = inputs.count * rule.maximumPairs
    let done = doneEvents * rule.maximumPairs + pairs
    guard pairs > 0 else { return Activity(text, done: Double(done) / Double(all)) }
    let perEvent = min(elapsed * Double(rule.maximumPairs) / Double(pairs), timeBudget)
    let remaining = perEvent * Double(inputs.count - doneEvents) - elapsed
    return Activity(text, done: Double(done) / Double(all), remaining: max(remaining, .zero))
  }

  private func share(of event: Event?) -> Double {
    guard let event else { return 1 }
    return event.weight / max(events.map(\.weight).reduce(0, +), 1e-9)
  }

  private func start(_ event: Event?, _ copy: CopiedPrograms.Variant) throws(Interruption) -> Started {
    do {
      return Started(
        result: try start.run(event: event, in: copy.root, standIn: copy.standIn, scratch: scratch),
        folder: copy.folder
      )
    } catch {
      throw .impossible(.recording(error))
    }
  }

  private func check(_ answers: Answers, _ event: Event?, _ pair: CopiedPrograms) throws(Interruption) -> Started {
    let name = name(of: event)
    let started: Started
    do {
      started = Started(
        result: try start.run(event: event, in: pair.after.root, standIn: pair.after.standIn, scratch: scratch),
        folder: pair.after.folder
      )
    } catch .programFailed(_, let outcome) {
      throw .broken(.fails(event: name, output: outcome.standardError.text))
    } catch {
      throw .impossible(.recording(error))
    }
    if let difference = answers.difference(from: started) {
      throw .broken(.changesAnswer(event: name, difference: difference))
    }
    return started
  }

  private func outcome(of results: [Verdict.EventResult]) -> Verdict.Outcome {
    let slowest = results.filter { $0.coldStart.interval.map { $0.lower > toleratedSlowdown } ?? false }
      .max { $0.coldStart.ratio < $1.coldStart.ratio }
    if let slowest { return .slower(event: slowest.event, factor: slowest.coldStart.ratio) }
    // What one event gains another may lose: on the average of the events there must be a gain.
    let change = results.reduce(0) { $0 + $1.share * ($1.coldStart.after.median - $1.coldStart.before.median) }
    return change < 0 && results.contains { $0.decision == .faster } ? .proven : .notFaster
  }
}

/// Why the proof ended early.
enum Interruption: Error {
  case broken(Verdict.Outcome)
  case impossible(ProofError)

  func outcome() throws(ProofError) -> Verdict.Outcome {
    switch self {
    case .broken(let outcome): return outcome
    case .impossible(let error): throw error
    }
  }
}

/// Why nothing could be proven.
public enum ProofError: Error, Sendable, CustomStringConvertible {
  case verification(VerificationError)
  case recording(RecordingError)
  case noTime
  case checkFails(command: String, output: String)

  /// What happened, why, and what to do.
  public var description: String {
    switch self {
    case .verification(let error): "\(error)"
    case .recording(let error): "\(error)"
    case .noTime: "One start takes longer than the proof may: allow it more time with --time-budget SECONDS."
    case .checkFails(let command, let output):
      "The check “\(command)” fails before anything is changed, so it can prove nothing: make it succeed first.\n"
        + OutputTail(output).description
    }
  }
}

/// One start in one of the copies.
struct Started: Sendable {
  let result: ProgramStart.Result
  let folder: String

  var figures: StartFigures {
    StartFigures(
      coldStart: result.coldStart / .seconds(1),
      initialization: result.parts.map { ($0.interpreter + $0.imports) / .seconds(1) },
      cpuTime: result.outcome.cpuTime / .seconds(1),
      peakMemory: Double(result.peakMemory),
      isPeakMemoryExact: result.isPeakMemoryExact,
      moduleCount: result.moduleCount
    )
  }
}
