import Foundation

/// The calibrated bootstrap confidence interval of a median, without resampling.
///
/// The bootstrap draws *n* of the *n* values with replacement, very often, and looks how the median varies. For the median
/// that distribution is known in closed form (Maritz and Jarrett, JASA 73, 1978; Efron, Ann. Stat. 7, 1979): the median of a
/// resample is at most the *k*-th smallest value exactly if at least half of the draws hit the *k* smallest, a binomial
/// probability. So this is the percentile interval that infinitely many resamples would give, the same in every run.
///
/// For a few dozen values that interval is too narrow: one for 95 % covers the median in 91 %. Whatever the values are
/// distributed like, the share that an interval between two of them covers is known (Thompson, Ann. Math. Stat. 7, 1936), so
/// the interval is widened until that share suffices (calibration; Loh, JASA 82, 1987).
///
/// The accelerated interval (BCa; Efron, JASA 82, 1987) is not used: its acceleration is estimated by the jackknife, which is
/// inconsistent for a statistic that is not smooth, such as the median.
public enum Bootstrap {
  /// The fewest values for which an interval is given.
  ///
  /// With five, even the range from the smallest to the largest covers the median in only 93.75 % of the cases.
  public static let fewestValues = 6

  /// The ends of an interval, in the unit of the values.
  public struct Interval: Hashable, Sendable, Codable {
    /// The lower end.
    public var lower: Double
    /// The upper end.
    public var upper: Double

    /// Makes an interval of its ends.
    public init(lower: Double, upper: Double) {
      self.lower = lower
      self.upper = upper
    }
  }

  /// The percentile interval of the median; nil for fewer than `fewestValues` values.
  ///
  /// If `confidence` asks for more than the range from the smallest to the largest value covers, that range is given. For an
  /// even number of values the lower end is that of the lower median and the upper end that of the upper one, which is the
  /// careful choice.
  /// - Parameters:
  ///   - values: The values, in any order.
  ///   - confidence: The share of cases in which the interval shall cover the median, between 0 and 1.
  /// - Returns: The interval, or nil.
  /// - Complexity: O(*n* log *n*) to sort, then O(*n*²).
  public static func interval(ofMedianOf values: [Double], confidence: Double) -> Interval? {
    guard values.count >= fewestValues else { return nil }
    let sorted = values.sorted()
    let tail = (1 - confidence) / 2
    let rank = calibrated(lowerRank(count: sorted.count, tail: tail), count: sorted.count, tail: tail)
    return Interval(lower: sorted[rank], upper: sorted[sorted.count - 1 - rank])
  }

  /// The smallest index whose value the lower median of a resample does not exceed with at least the probability `tail`.
  static func lowerRank(count: Int, tail: Double) -> Int {
    let needed = (count + 1) / 2
    let rank = (1...count).first { smallest in
      binomialTail(from: needed, of: count, probability: Double(smallest) / Double(count)) >= tail
    }
    // The end must not pass the middle, whatever confidence is asked for.
    return min((rank ?? 1) - 1, (count - 1) / 2)
  }

  /// The largest index up to `rank` below whose value the true median lies with at most the probability `tail`; at least 0.
  static func calibrated(_ rank: Int, count: Int, tail: Double) -> Int {
    (0...rank).last { binomialTail(from: count - $0, of: count, probability: 0.5) <= tail } ?? 0
  }

  /// The probability of at least `from` hits among `count` draws.
  private static func binomialTail(from: Int, of count: Int, probability: Double) -> Double {
    guard probability < 1 else { return 1 }
    let terms = (from...count).map { hits in
      let choices = lgamma(Double(count + 1)) - lgamma(Double(hits + 1)) - lgamma(Double(count - hits + 1))
      return exp(choices + Double(hits) * log(probability) + Double(count - hits) * log(1 - probability))
    }
    return terms.reduce(0, +)
  }
}
