import Foundation

/// Two series of paired measurements of one figure, before and after a change.
public struct Comparison: Hashable, Sendable, Codable {
  /// The series before the change, in the unit of the measurements.
  public var before: Summary
  /// The series after the change, in the unit of the measurements.
  public var after: Summary
  /// The median over the pairs of after ÷ before; below 1 is a gain.
  public var ratio: Double
  /// The confidence interval of that ratio; nil for fewer than `Bootstrap.fewestValues` pairs.
  public var interval: Bootstrap.Interval?

  /// Compares two series, measurement by measurement; nil if there is no pair.
  ///
  /// The ratios are handled as logarithms, so that twice as fast and twice as slow are equally far from no change.
  /// - Parameters:
  ///   - before: The series before the change; zero and less counts as the smallest positive number.
  ///   - after: The series after the change, in the same order and unit.
  ///   - confidence: The share of cases in which the interval shall cover the ratio, between 0 and 1.
  public init?(before: [Double], after: [Double], confidence: Double) {
    let logarithms = zip(before, after).map { logarithm(of: $1) - logarithm(of: $0) }
    guard
      let first = Summary(of: before.prefix(logarithms.count)),
      let second = Summary(of: after.prefix(logarithms.count)),
      let ratios = Summary(of: logarithms)
    else { return nil }
    self.before = first
    self.after = second
    ratio = exp(ratios.median)
    interval = Bootstrap.interval(ofMedianOf: logarithms, confidence: confidence)
      .map { Bootstrap.Interval(lower: exp($0.lower), upper: exp($0.upper)) }
  }
}

private func logarithm(of value: Double) -> Double {
  log(max(value, .leastNormalMagnitude))
}
