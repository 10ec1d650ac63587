/// How often a function ran for one answer, and how long that took.
public struct CallCost: Sendable, Hashable {
  /// How often; up to a million.
  public var count: Int
  /// Nanoseconds with all that it called, as samples tell it: 0 if it took less than one of them.
  public var time: UInt64

  /// Joins a number of calls with their time.
  public init(count: Int, time: UInt64) {
    self.count = count
    self.time = time
  }
}
