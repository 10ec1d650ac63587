/// How far the mix of events has moved away from the one that was recorded.
///
/// The measure is that of SLIMSTART's adaptive trigger: the sum, over all handlers, of the absolute changes of their shares of
/// the invocations; 0 for the same mix, 2 for one that has no event in common.
public struct WorkloadDrift: Sendable, Hashable {
  /// The change of one event's share.
  public struct Change: Sendable, Hashable {
    /// The event.
    public let event: String
    /// Its share then and now.
    public let recorded: Double, current: Double
  }

  /// The sum of the absolute changes.
  public let distance: Double
  /// From which sum on the recorded workload is out of date.
  public let limit: Double
  /// The events whose shares have changed, the largest change first.
  public let changes: [Change]
  /// Where the current mix comes from, for people.
  public let origin: String

  /// Whether the recorded workload is out of date.
  public var isOutOfDate: Bool { distance > limit }

  /// Compares two mixes.
  ///
  /// - Parameters:
  ///   - recorded: how often each event occurred, or its weight, when the workload was recorded.
  ///   - current: the same now; counts and weights become shares.
  ///   - limit: which sum of changes is tolerated.
  ///   - origin: where the current mix comes from.
  public init(from recorded: [String: Double], to current: [String: Double], limit: Double, origin: String) {
    let (old, new) = (Self.shares(recorded), Self.shares(current))
    let all = Set(old.keys).union(new.keys).map { event in
      Change(event: event, recorded: old[event, default: 0], current: new[event, default: 0])
    }
    .sorted { ($0.size, $1.event) > ($1.size, $0.event) }
    distance = all.reduce(0) { $0 + $1.size }
    changes = all.filter { $0.size > 0 }
    self.limit = limit
    self.origin = origin
  }

  private static func shares(_ counts: [String: Double]) -> [String: Double] {
    let total = counts.values.reduce(0, +)
    return total > 0 ? counts.mapValues { $0 / total } : [:]
  }
}

extension WorkloadDrift.Change {
  /// By how much the share has changed.
  var size: Double { abs(current - recorded) }
}
