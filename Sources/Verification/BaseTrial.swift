public import Launching
public import Recording

/// Starts a program as it is and as it was at an earlier time, in turn, to see whether its start has become slower.
public struct BaseTrial: Sendable {
  /// When to look at the measurements, and when to stop.
  public var rule = StoppingRule()
  /// How long one event may take.
  public var timeBudget: Duration = .seconds(60)

  private let start: ProgramStart
  private let events: [Event]
  private let scratch: String

  /// Prepares to measure; a command has no events.
  public init(start: ProgramStart, events: [Event], scratch: String) {
    self.start = start
    self.events = events
    self.scratch = scratch
    rule.maximumPairs = 15
    rule.precision = 0.02
  }

  /// What a start is counted by: seconds, and the same as the limit judges them.
  private struct Timed: Sendable {
    let seconds: Double, judged: Double
  }

  /// Measures each event.
  ///
  /// - Parameters:
  ///   - copies: the program as it was, and as it is.
  ///   - limit: how often what it took then each event's start may take.
  ///   - progress: told what is about to be measured.
  /// - Returns: a comparison for each event.
  /// - Throws: `RecordingError.programFailed` if the program as it is fails.
  public func run(
    _ copies: ShadowPair,
    limit: (String) -> Double,
    progress: (Activity) -> Void = { _ in }
  ) throws(RecordingError) -> [BaseComparison] {
    let inputs: [Event?] = start.entry.isCommand ? [nil] : events
    var comparisons: [BaseComparison] = []
    for (index, event) in inputs.enumerated() {
      let name = event?.name ?? start.title
      let done = Double(index) / Double(inputs.count)
      progress(Activity("starting \(name) as it is and as it was, in turn", done: done))
      comparisons.append(try measure(event, name, copies, limit: limit(name)))
    }
    return comparisons
  }

  private func measure(
    _ event: Event?,
    _ name: String,
    _ copies: ShadowPair,
    limit: Double
  ) throws(RecordingError) -> BaseComparison {
    // What cannot be asked of the earlier state is no regression.
    do {
      _ = try start.run(event: event, in: copies.before.root, scratch: scratch)
    } catch .programFailed(_, let outcome) {
      let said = outcome.standardError.text.split(separator: "\n").last.map(String.init)
      return BaseComparison(event: name, limit: limit, outcome: .baseFails(said ?? "\(outcome.termination)"))
    }
    var trial = PairedTrial()
    trial.rule = rule
    trial.timeBudget = timeBudget
    let result = try trial.run(
      before: { () throws(RecordingError) in
        let seconds = try seconds(event, in: copies.before.root)
        return Timed(seconds: seconds, judged: seconds * limit)
      },
      after: { () throws(RecordingError) in
        let seconds = try seconds(event, in: copies.after.root)
        return Timed(seconds: seconds, judged: seconds)
      },
      figure: \.judged
    )
    guard let result, let comparison = trial.comparison(of: result.pairs, by: \.seconds) else {
      return BaseComparison(event: name, limit: limit, outcome: .noTime)
    }
    return BaseComparison(event: name, limit: limit, outcome: .measured(comparison))
  }

  /// From the program's first line until it can answer; a command has to be taken as a whole.
  private func seconds(_ event: Event?, in folder: String) throws(RecordingError) -> Double {
    let result = try start.run(event: event, in: folder, scratch: scratch)
    return (result.parts?.imports ?? result.coldStart) / .seconds(1)
  }
}

/// How the start with one event compares with that of an earlier state of the program.
public struct BaseComparison: Sendable, Hashable {
  /// What came of the comparison.
  public enum Outcome: Sendable, Hashable {
    /// Seconds from the program's first line until it can answer, of a command from the start to the end.
    case measured(Comparison)
    /// The earlier state fails with this event; the last line that it wrote.
    case baseFails(String)
    /// One start takes longer than there was time for all.
    case noTime
  }

  /// What the intervals say.
  public enum Verdict: String, Sendable, Hashable {
    /// The interval lies above what is allowed.
    case regression
    /// It lies above the earlier state's, but is not proven to exceed what is allowed.
    case slower
    /// It holds both directions.
    case noDifference
    /// It lies below the earlier state's.
    case faster
    /// There was nothing to compare.
    case unknown
  }

  /// The event.
  public let event: String
  /// How often what it took then the start may take.
  public let limit: Double
  /// What came of the comparison.
  public let outcome: Outcome

  /// Takes what was found.
  public init(event: String, limit: Double, outcome: Outcome) {
    self.event = event
    self.limit = limit
    self.outcome = outcome
  }

  /// What the interval says; without one nothing is said.
  public var verdict: Verdict {
    guard case .measured(let comparison) = outcome, let interval = comparison.interval else { return .unknown }
    if interval.lower > limit { return .regression }
    if interval.lower > 1 { return .slower }
    return interval.upper < 1 ? .faster : .noDifference
  }
}
