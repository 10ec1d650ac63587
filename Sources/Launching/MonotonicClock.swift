import LaunchingShims

/// `CLOCK_MONOTONIC`, the clock that Python's `time.monotonic_ns` reads.
public enum MonotonicClock {
  /// The present moment, in nanoseconds since an arbitrary one that is the same for all processes until the next boot.
  public static var now: UInt64 {
    launching_monotonic_now()
  }
}

/// A moment by which something must have happened; without one, it may take for ever.
struct Deadline {
  private let instant: UInt64?

  /// Never passes.
  static let never = Deadline(instant: nil)

  /// Passes so long from now.
  static func after(_ duration: Duration?) -> Deadline {
    guard let duration else { return .never }
    let (seconds, attoseconds) = duration.components
    let (nanoseconds, overflow) = max(seconds, 0).multipliedReportingOverflow(by: 1_000_000_000)
    return overflow
      ? .never
      : Deadline(instant: MonotonicClock.now &+ UInt64(nanoseconds) &+ UInt64(max(attoseconds, 0) / 1_000_000_000))
  }

  /// Whether it has passed.
  var hasPassed: Bool {
    instant.map { $0 <= MonotonicClock.now } ?? false
  }

  /// How long `poll` may wait for it, in milliseconds rounded up; -1 for ever.
  var pollTimeout: Int32 {
    guard let instant else { return -1 }
    let now = MonotonicClock.now
    return instant <= now ? 0 : Int32(clamping: (instant - now + 999_999) / 1_000_000)
  }
}
