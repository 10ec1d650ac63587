public import Verification

/// How far what a review suggests is proven.
public enum ReviewProof: Sendable {
  /// Planned from a recording alone.
  case planned
  /// Proven together, with what was measured.
  case proven([MeasuredStart])
  /// There was a patch and it did not hold, for this reason; nothing is suggested.
  case refuted(String)

  /// What a proof found.
  public init(_ verdict: Verdict) {
    switch verdict.outcome {
    case .proven: self = .proven(verdict.events.map(MeasuredStart.init))
    case .changesAnswer(let event, _): self = .refuted("with it, \(event) is answered differently")
    case .fails(let event, _): self = .refuted("with it, the program fails for \(event)")
    case .checkFails(let command, _): self = .refuted("with it, the check “\(command)” fails")
    case .notFaster: self = .refuted("no start is faster with it")
    case .slower(let event, _): self = .refuted("\(event) would start slower")
    }
  }

  /// The starts of one event, before and after.
  public struct MeasuredStart: Sendable {
    let event: String
    let before, after, ratio: Double
    let interval: (lower: Double, upper: Double)?
    let pairs: Int

    /// Takes what was measured.
    ///
    /// - Parameters:
    ///   - event: the event.
    ///   - before: the median before, in seconds.
    ///   - after: the median after, in seconds.
    ///   - ratio: after ÷ before.
    ///   - interval: the ends of its interval, if there is one.
    ///   - pairs: how many pairs of starts.
    public init(
      event: String,
      before: Double,
      after: Double,
      ratio: Double,
      interval: (lower: Double, upper: Double)?,
      pairs: Int
    ) {
      (self.event, self.before, self.after, self.ratio) = (event, before, after, ratio)
      (self.interval, self.pairs) = (interval, pairs)
    }

    init(_ result: Verdict.EventResult) {
      let start = result.coldStart
      self.init(
        event: result.event,
        before: start.before.median,
        after: start.after.median,
        ratio: start.ratio,
        interval: start.interval.map { ($0.lower, $0.upper) },
        pairs: start.before.count
      )
    }

    /// What became of the starts, in figures.
    var figures: String {
      let interval = interval.map { "\(Figures.factor(1 / $0.upper)) to \(Figures.factor(1 / $0.lower)), " } ?? ""
      return "\(Figures.time(nanoseconds: before * 1e9)) → \(Figures.time(nanoseconds: after * 1e9)), "
        + "\(Figures.factor(1 / ratio)) as fast (\(interval)n = \(pairs))"
    }
  }

  /// What is said below a fix.
  var remark: String {
    switch self {
    case .planned: "Planned from a recording and not proven: `\(Tool.name) fix` runs the program before and after."
    case .proven: "Proven: the same answers, and a faster cold start."
    case .refuted(let reason): "A patch was tried and is not offered: \(reason)."
    }
  }
}
