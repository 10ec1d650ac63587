import Foundation

/// What paired measurements say about a change.
public enum Decision: String, Hashable, Sendable, Codable {
  /// The interval of the ratio lies below 1.
  case faster
  /// The interval of the ratio lies above 1.
  case slower
  /// The interval of the ratio holds 1, and nothing that would matter.
  case noDifference
  /// The measurements scatter too much, or are too few, to tell.
  case undecided
}

/// When to look at the measurements, and when they suffice.
///
/// Whoever tests after every pair and stops at the first success finds effects that are not there. So there are a few looks
/// at fixed numbers of pairs, and the allowed error is shared equally among them (Bonferroni): the interval of each look is
/// wider, and the chance that any of them is wrong stays within `1 - confidence`.
public struct StoppingRule: Hashable, Sendable {
  /// The number of pairs at the first look.
  public var minimumPairs = 7
  /// The number of pairs at the last look.
  public var maximumPairs = 30
  /// The share of trials in which all intervals shall cover the true ratio, between 0 and 1.
  public var confidence = 0.95
  /// How far from the ratio an interval may reach if we are to stop early, as a share of the ratio.
  public var precision = 0.05
  /// How far from 1 a ratio may be without making a difference, as a share.
  public var negligible = 0.02

  /// Makes the default rule, to be changed by its properties.
  public init() {}

  /// The numbers of pairs at which we look, ascending; each look has about 1.45 times the pairs of the one before.
  public var looks: [Int] {
    let first = max(minimumPairs, 1)
    let last = max(maximumPairs, first)
    let steps = sequence(first: first) { Int((Double($0) * 1.45).rounded()) }
    let early = steps.prefix { Double($0) * 1.2 < Double(last) }
    return early + [last]
  }

  /// The confidence at which the interval of a single look is made.
  public var confidenceOfLook: Double {
    1 - (1 - confidence) / Double(looks.count)
  }

  /// Decides on what was measured so far; nil if more pairs shall be measured.
  ///
  /// - Parameters:
  ///   - comparison: The measurements, with an interval at `confidenceOfLook`.
  ///   - isLast: Whether no more can be measured, because of `maximumPairs` or because the time is spent.
  /// - Returns: The decision, or nil.
  public func decision(on comparison: Comparison, isLast: Bool) -> Decision? {
    guard let interval = comparison.interval else { return isLast ? .undecided : nil }
    let isPrecise = log(interval.upper / interval.lower) <= 2 * log1p(precision)
    if interval.upper < 1, isPrecise || isLast { return .faster }
    if interval.lower > 1, isPrecise || isLast { return .slower }
    if interval.lower >= 1 - negligible, interval.upper <= 1 + negligible { return .noDifference }
    return isLast ? .undecided : nil
  }
}
