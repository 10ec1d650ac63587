/// What the proof of a patch found.
public struct Verdict: Sendable {
  /// The measurements of one event.
  public struct EventResult: Sendable {
    /// The event, or the command.
    public let event: String
    /// Its share of all events.
    public let share: Double
    /// Seconds from the start of the process to the first response (to its end, for a command).
    public let coldStart: Comparison
    /// What the interval of their ratio says.
    public let decision: Decision
    /// The medians of the largest resident sizes in bytes, before and after; where not exact, it was that at most.
    public let peakMemory: (before: Double, after: Double, isExact: Bool)?
    /// The places in the response, or the streams, that vary without any change and were not compared.
    public let unstable: [String]
  }

  /// What comes of the patch.
  public enum Outcome: Sendable {
    /// Same answers, and faster.
    case proven
    /// Another answer than before.
    case changesAnswer(event: String, difference: String)
    /// The changed program failed.
    case fails(event: String, output: String)
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

  /// Whether the program answered differently, or failed.
  public var isBroken: Bool {
    switch outcome {
    case .changesAnswer, .fails: true
    case .proven, .notFaster, .slower: false
    }
  }
}
