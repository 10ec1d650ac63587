/// How long the initialization took in several starts with one event, in bare starts of the interpreter.
public struct RepeatedStarts: Sendable, Hashable {
  /// The middle one, and the ends of the interval that it lies in.
  public let median: Double, lower: Double, upper: Double
  /// How many starts there were.
  public let count: Int

  /// Takes what was measured.
  public init(median: Double, lower: Double, upper: Double, count: Int) {
    (self.median, self.lower, self.upper) = (median, min(lower, median), max(upper, median))
    self.count = count
  }
}
