/// What the proof of a patch found.
public struct Verdict: Sendable {
  /// The measurements of one event.
  public struct EventResult: Sendable, Codable {
    /// The event, or the command.
    public let event: String
    /// Its share of all events.
    public let share: Double
    /// Every start that was measured, in the order in which they were made.
    public let pairs: [TrialResult<StartFigures>.Pair]
    /// The share of cases in which an interval covers what it is an interval of, between 0 and 1.
    public let confidence: Double
    /// Seconds from the start of the process to the first response (to its end, for a command).
    public let coldStart: Comparison
    /// What the interval of their ratio says.
    public let decision: Decision
    /// Whether no more pairs were made because the time was spent.
    public let isTimeSpent: Bool
    /// The places in the response, or the streams, that vary without any change and were not compared.
    public let unstable: [String]

    /// Compares another figure of the same starts; nil if one of them does not have it.
    public func comparison(of figure: (StartFigures) -> Double?) -> Comparison? {
      let before = pairs.compactMap { figure($0.before) }
      let after = pairs.compactMap { figure($0.after) }
      guard before.count == pairs.count, after.count == pairs.count else { return nil }
      return Comparison(before: before, after: after, confidence: confidence)
    }

    /// Whether the sizes after the change are the program's own; if not, it was that at most.
    public var isPeakMemoryExact: Bool { pairs.allSatisfy(\.after.isPeakMemoryExact) }
  }

  /// What comes of the patch.
  public enum Outcome: Sendable {
    /// Same answers, and faster.
    case proven
    /// Another answer than before.
    case changesAnswer(event: String, difference: String)
    /// The changed program failed.
    case fails(event: String, output: String)
    /// The command that was to succeed does not with the patch.
    case checkFails(command: String, output: String)
    /// The answers are the same, but no event starts faster, or on the average of the events nothing is gained.
    case notFaster
    /// An event starts slower, by the factor of the medians.
    case slower(event: String, factor: Double)
  }

  /// The measured events; none after a failure.
  public let events: [EventResult]
  /// What comes of the patch.
  public let outcome: Outcome

  /// Whether the patch may be offered.
  public var isProven: Bool {
    if case .proven = outcome { true } else { false }
  }

  /// Whether the measurements scatter too much to tell that no start is faster.
  public var isUndecided: Bool {
    guard case .notFaster = outcome else { return false }
    return events.contains { $0.decision == .undecided }
  }

  /// Whether the program answered differently, or failed.
  public var isBroken: Bool {
    switch outcome {
    case .changesAnswer, .fails, .checkFails: true
    case .proven, .notFaster, .slower: false
    }
  }
}
