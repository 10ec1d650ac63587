import Glibc

/// Starts a program in a fresh process, waits for its end, and says how it ended and what it cost.
public struct ColdStart: Sendable {
  /// Where the output of the program goes.
  public enum Output: Hashable, Sendable {
    /// Into the outcome.
    case captured
    /// To where this process writes its own.
    case inherited
  }

  /// Where the output goes.
  public var output: Output
  /// Whether children that outlive the program are ended, so that they do not disturb the next measurement.
  public var endsSurvivors: Bool
  /// How long we wait for children that still hold the output once the program has ended, and after a SIGTERM.
  public var grace: Duration

  private let registry: RunningChildren

  /// Describes how programs are started.
  public init(output: Output = .captured, endsSurvivors: Bool = true, grace: Duration = .milliseconds(200)) {
    self.init(output: output, endsSurvivors: endsSurvivors, grace: grace, registry: .shared)
  }

  init(
    output: Output = .captured,
    endsSurvivors: Bool = true,
    grace: Duration = .milliseconds(200),
    registry: RunningChildren
  ) {
    self.output = output
    self.endsSurvivors = endsSurvivors
    self.grace = grace
    self.registry = registry
  }

  /// Runs a program to its end; blocks the calling thread.
  ///
  /// - Parameters:
  ///   - program: What to start.
  ///   - timeout: When to end the program and its children, by SIGTERM and after `grace` by SIGKILL; nil for never.
  ///   - outputLimit: How much is kept of each stream; the rest is read and dropped.
  /// - Returns: How it ended; a program that fails is an outcome, not an error.
  /// - Throws: `LaunchingError` if the program could not be started.
  public func run(
    _ program: Program,
    timeout: Duration? = nil,
    outputLimit: ByteCount = .mebibytes(64)
  ) throws(LaunchingError) -> Outcome {
    let spawn = try Spawn(program)
    let input = try ColdStart.input(of: program)
    let readers =
      output == .captured ? [try StreamReader(limit: outputLimit), try StreamReader(limit: outputLimit)] : []
    let watch = try ExitWatch()
    let descriptors =
      [(ours: input.number, theirs: Int32(0))]
      + zip(readers, [1, 2]).map { (ours: $0.0.writingNumber, theirs: Int32($0.1)) }

    ResidentSize.forgetPeak()
    var spawned: UInt64 = 0
    let child = try registry.add { () throws(LaunchingError) in
      let (child, instant) = try spawn.start(descriptors: descriptors)
      spawned = instant
      return child
    }
    watch.start(for: child)
    // After the start, not before: what we grew by in between would be counted to the child.
    let floor = ResidentSize.peak
    readers.forEach { $0.closeWritingEnd() }

    let isTimedOut = wait(for: child, watch: watch, readers: readers, timeout: timeout)
    if endsSurvivors || isTimedOut || registry.isEnding { registry.signal(child, with: SIGKILL) }
    registry.remove(child)
    var status: Int32 = 0
    var usage = rusage()
    while wait4(child, &status, 0, &usage) < 0, errno == EINTR {}
    guard !registry.isEnding else { throw .interrupted }
    return Outcome(
      termination: isTimedOut ? .timedOut : Termination(waitStatus: status),
      standardOutput: readers.first?.stream ?? Outcome.Stream(),
      standardError: readers.last?.stream ?? Outcome.Stream(),
      spawned: spawned,
      ended: watch.ended,
      userTime: Duration(usage.ru_utime),
      systemTime: Duration(usage.ru_stime),
      peakMemory: .kibibytes(usage.ru_maxrss),
      peakMemoryFloor: floor
    )
  }

  /// Reads both streams until the child has ended and they are at their end, or the grace is over.
  /// - Returns: Whether the child had to be ended because its time was over.
  private func wait(for child: pid_t, watch: ExitWatch, readers: [StreamReader], timeout: Duration?) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var deadline = Deadline.after(timeout)
    var isTimedOut = false
    var hasEnded = false
    while true {
      let open = readers.filter { !$0.isAtEnd }
      if hasEnded, open.isEmpty || deadline.hasPassed { return isTimedOut }
      if !hasEnded, deadline.hasPassed {
        registry.signal(child, with: isTimedOut ? SIGKILL : SIGTERM)
        deadline = isTimedOut ? .never : .after(grace)
        isTimedOut = true
      }
      var events = open.map { pollfd(fd: $0.readingNumber, events: Int16(POLLIN), revents: 0) }
      // poll passes over negative numbers.
      events.append(pollfd(fd: hasEnded ? -1 : watch.number, events: Int16(POLLIN), revents: 0))
      guard poll(&events, nfds_t(events.count), deadline.pollTimeout) > 0 else { continue }
      for (reader, event) in zip(open, events) where event.revents != 0 { reader.readOnce(into: &buffer) }
      if events.last?.revents != 0 {
        hasEnded = true
        deadline = .after(grace)
      }
    }
  }

  private static func input(of program: Program) throws(LaunchingError) -> Descriptor {
    switch program.standardInput {
    case .nothing: try .null()
    case .bytes(let bytes): try .holding(bytes)
    }
  }
}

extension Duration {
  /// The same time as the kernel counts it.
  fileprivate init(_ time: timeval) {
    self = .seconds(time.tv_sec) + .microseconds(time.tv_usec)
  }
}
