/// What a series of measurements comes to.
public struct Summary: Hashable, Sendable, Codable {
  /// How many measurements there were.
  public var count: Int
  /// The middle one, or the mean of the two in the middle, in the unit of the measurements.
  public var median: Double
  /// The smallest one, in the unit of the measurements.
  public var minimum: Double
  /// The largest one, in the unit of the measurements.
  public var maximum: Double

  /// Summarises measurements of one unit; nil if there are none.
  public init?(of values: some Sequence<Double>) {
    let sorted = values.sorted()
    guard let first = sorted.first, let last = sorted.last else { return nil }
    count = sorted.count
    minimum = first
    maximum = last
    median = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}
