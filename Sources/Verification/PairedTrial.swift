/// Measures two variants in turn until it is clear which of them is faster.
public struct PairedTrial: Sendable {
  /// When to look, and when to stop.
  public var rule = StoppingRule()
  /// How many pairs are run first and not counted, so that caches and bytecode are the same for both.
  public var warmUpPairs = 1
  /// After how much time, that of the warm-up included, no new pair is begun; nil for no limit.
  public var timeBudget: Duration? = .seconds(120)

  /// Makes a trial with the defaults, to be changed by its properties.
  public init() {}

  /// Runs the trial; the order within the pairs alternates (A B, B A, A B …), so that a drift hits both variants alike.
  ///
  /// - Parameters:
  ///   - before: Measures the variant before the change once.
  ///   - after: Measures the variant after the change once.
  ///   - figure: The number to compare of a measurement, the smaller the better; a duration is best given in seconds.
  ///   - elapsed: The time since the trial began; nil to read the clock.
  /// - Returns: All measurements but those of the warm-up, and what they say; nil if the time did not suffice for a pair.
  /// - Throws: What `before` and `after` throw.
  public func run<Measurement: Sendable, Failure: Error>(
    before: () throws(Failure) -> Measurement,
    after: () throws(Failure) -> Measurement,
    figure: (Measurement) -> Double,
    elapsed: (() -> Duration)? = nil
  ) throws(Failure) -> TrialResult<Measurement>? {
    let start = ContinuousClock.now
    let elapsed = elapsed ?? { ContinuousClock.now - start }
    let looks = rule.looks
    var pairs: [TrialResult<Measurement>.Pair] = []
    for index in -max(warmUpPairs, 0)..<(looks.last ?? 0) {
      let pair = try measurePair(isSwapped: index & 1 != 0, before: before, after: after)
      if index >= 0 { pairs.append(pair) }
      let isSpent = timeBudget.map { elapsed() >= $0 } ?? false
      let isLast = isSpent || pairs.count == looks.last
      guard isLast || looks.contains(pairs.count) else { continue }
      guard let comparison = comparison(of: pairs, by: figure) else { return nil }
      guard let decision = rule.decision(on: comparison, isLast: isLast) else { continue }
      return TrialResult(pairs: pairs, comparison: comparison, decision: decision, isTimeSpent: isSpent)
    }
    return nil
  }

  /// Compares another figure of the same pairs, with an interval at the confidence of a single look.
  public func comparison<Measurement: Sendable>(
    of pairs: [TrialResult<Measurement>.Pair],
    by figure: (Measurement) -> Double
  ) -> Comparison? {
    Comparison(
      before: pairs.map { figure($0.before) },
      after: pairs.map { figure($0.after) },
      confidence: rule.confidenceOfLook
    )
  }

  private func measurePair<Measurement: Sendable, Failure: Error>(
    isSwapped: Bool,
    before: () throws(Failure) -> Measurement,
    after: () throws(Failure) -> Measurement
  ) throws(Failure) -> TrialResult<Measurement>.Pair {
    guard isSwapped else { return TrialResult.Pair(before: try before(), after: try after()) }
    let second = try after()
    return TrialResult.Pair(before: try before(), after: second)
  }
}

/// What a paired trial measured, and what that says.
public struct TrialResult<Measurement: Sendable>: Sendable {
  /// Two measurements made one right after the other.
  public struct Pair: Sendable {
    /// The measurement of the variant before the change.
    public var before: Measurement
    /// The measurement of the variant after the change.
    public var after: Measurement

    /// Makes a pair of its measurements.
    public init(before: Measurement, after: Measurement) {
      self.before = before
      self.after = after
    }
  }

  /// All pairs that count, in the order in which they were measured.
  public var pairs: [Pair]
  /// The figure of both variants, and the interval of their ratio.
  public var comparison: Comparison
  /// What the interval says.
  public var decision: Decision
  /// Whether the trial ended because its time was spent.
  public var isTimeSpent: Bool

  /// Makes a result of its parts.
  public init(pairs: [Pair], comparison: Comparison, decision: Decision, isTimeSpent: Bool) {
    self.pairs = pairs
    self.comparison = comparison
    self.decision = decision
    self.isTimeSpent = isTimeSpent
  }
}

extension TrialResult: Equatable where Measurement: Equatable {}
extension TrialResult.Pair: Equatable where Measurement: Equatable {}
extension TrialResult.Pair: Codable where Measurement: Codable {}
