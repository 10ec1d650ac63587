internal import Launching
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
    rule.precision = 0.1
  }

  /// Runs before and after in turn until it is clear what the patch does.
  ///
  /// - Parameters:
  ///   - patch: what to prove.
  ///   - progress: told what is about to be measured.
  /// - Returns: what the patch does, with the measurements.
  /// - Throws: `ProofError` if nothing can be proven: no room for the copies, or the unchanged program fails.
  public func run(_ patch: Patch, progress: (String) -> Void = { _ in }) throws(ProofError) -> Verdict {
    let pair = try CopiedPrograms(start, patch, in: scratch)
    defer { pair.remove() }
    var results: [Verdict.EventResult] = []
    for event in inputs {
      progress("comparing before and after\(event.map { " with \($0.name)" } ?? "")")
      do {
        results.append(try measure(event, pair))
      } catch {
        return Verdict(events: [], outcome: try error.outcome())
      }
    }
    return Verdict(events: results, outcome: outcome(of: results))
  }

  /// Compares the answers alone, one start each; nil if they are the same.
  public func firstDifference(_ patch: Patch) throws(ProofError) -> Verdict.Outcome? {
    let pair = try CopiedPrograms(start, patch, in: scratch)
    defer { pair.remove() }
    for event in inputs {
      do {
        _ = try checkedAnswers(event, pair)
      } catch {
        return try error.outcome()
      }
    }
    return nil
  }

  private var inputs: [Event?] {
    start.entry.isCommand ? [nil] : events
  }

  /// What the unchanged program answers, once the changed one has answered the same.
  private func checkedAnswers(_ event: Event?, _ pair: CopiedPrograms) throws(Interruption) -> Answers {
    let answers = try Answers(baseline: [start(event, pair.before), start(event, pair.before)], ignoredPaths)
    _ = try check(answers, event, pair)
    return answers
  }

  private func measure(_ event: Event?, _ pair: CopiedPrograms) throws(Interruption) -> Verdict.EventResult {
    let answers = try checkedAnswers(event, pair)
    var trial = PairedTrial()
    trial.rule = rule
    trial.warmUpPairs = 0
    trial.timeBudget = timeBudget
    let result = try trial.run(
      before: { () throws(Interruption) in try start(event, pair.before).measured },
      after: { () throws(Interruption) in try check(answers, event, pair).measured },
      figure: \.seconds
    )
    guard let result else { throw .impossible(.noTime) }
    let memory = trial.comparison(of: result.pairs) { $0.memory }
    let isExact = result.pairs.allSatisfy(\.after.isMemoryExact)
    return Verdict.EventResult(
      event: event?.name ?? start.title,
      share: share(of: event),
      coldStart: result.comparison,
      decision: result.decision,
      peakMemory: memory.map { ($0.before.median, $0.after.median, isExact) },
      unstable: answers.unstable
    )
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
    let name = event?.name ?? start.title
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
private enum Interruption: Error {
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

  /// What happened, why, and what to do.
  public var description: String {
    switch self {
    case .verification(let error): "\(error)"
    case .recording(let error): "\(error)"
    case .noTime: "One start takes longer than the proof may: allow it more time with --time-budget SECONDS."
    }
  }
}

/// One start in one of the copies.
struct Started: Sendable {
  let result: ProgramStart.Result
  let folder: String

  var measured: Measured {
    Measured(
      seconds: result.coldStart / .seconds(1),
      memory: Double(result.peakMemory),
      isMemoryExact: result.isPeakMemoryExact
    )
  }
}

/// The figures of one start.
struct Measured: Sendable {
  let seconds: Double
  let memory: Double
  let isMemoryExact: Bool
}
