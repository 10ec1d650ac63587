/// How one start of a program ended, what it printed and what it cost.
public struct Outcome: Hashable, Sendable {
  /// What a program wrote to one of its streams.
  public struct Stream: Hashable, Sendable {
    /// What was kept: the beginning, up to the limit; empty if the stream was passed through.
    public var bytes: [UInt8]
    /// Whether the program wrote more than was kept.
    public var isTruncated: Bool

    /// Makes a stream of what was kept.
    public init(bytes: [UInt8] = [], isTruncated: Bool = false) {
      self.bytes = bytes
      self.isTruncated = isTruncated
    }

    /// The kept bytes as text; what is not UTF-8 shows as U+FFFD.
    public var text: String {
      String(decoding: bytes, as: UTF8.self)
    }
  }

  /// How the program ended.
  public var termination: Termination
  /// What it wrote to its standard output.
  public var standardOutput: Stream
  /// What it wrote to its standard error.
  public var standardError: Stream
  /// When it was about to be started, in nanoseconds of `CLOCK_MONOTONIC` (what Python's `time.monotonic_ns` reads).
  public var spawned: UInt64
  /// When it had ended, in nanoseconds of `CLOCK_MONOTONIC`.
  public var ended: UInt64
  /// CPU time in user mode, of the program and of those children that it waited for.
  public var userTime: Duration
  /// CPU time in the kernel, of the program and of those children that it waited for.
  public var systemTime: Duration
  /// The largest resident size of the program or of a child that it waited for; see `peakMemoryFloor`.
  public var peakMemory: ByteCount
  /// The size of this process at the start, below which Linux cannot report a peak.
  ///
  /// `execve` carries the resident size of the process that called it over into the peak of the new program, so a
  /// `peakMemory` that does not exceed this says only that the program stayed below it.
  public var peakMemoryFloor: ByteCount

  /// Makes an outcome from its parts.
  public init(
    termination: Termination,
    standardOutput: Stream = Stream(),
    standardError: Stream = Stream(),
    spawned: UInt64 = 0,
    ended: UInt64 = 0,
    userTime: Duration = .zero,
    systemTime: Duration = .zero,
    peakMemory: ByteCount = ByteCount(bytes: 0),
    peakMemoryFloor: ByteCount = ByteCount(bytes: 0)
  ) {
    self.termination = termination
    self.standardOutput = standardOutput
    self.standardError = standardError
    self.spawned = spawned
    self.ended = ended
    self.userTime = userTime
    self.systemTime = systemTime
    self.peakMemory = peakMemory
    self.peakMemoryFloor = peakMemoryFloor
  }

  /// The time from start to end.
  public var wall: Duration {
    .nanoseconds(ended &- spawned)
  }

  /// CPU time in user mode and in the kernel together.
  public var cpuTime: Duration {
    userTime + systemTime
  }

  /// Whether the program exited by itself with status 0.
  public var isSuccess: Bool {
    termination == .exited(code: 0)
  }

  /// Whether `peakMemory` is the program's own, not hidden by the size of this process.
  public var isPeakMemoryExact: Bool {
    peakMemory > peakMemoryFloor
  }
}
