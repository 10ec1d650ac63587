/// What a sampler saw of one process.
public struct ProcessSamples: Sendable {
  /// The process, and when its log began in nanoseconds of the monotonic clock: together they name a log.
  public var process: Int32, began: UInt64
  /// The functions that were seen.
  public var functions: [SampledFunction] = []
  /// The ways on which they were reached, callers before callees.
  public var nodes: [SampledNode] = []
  /// The samples in the order they were taken.
  public var samples: [Sample] = []
  /// Stacks that made no sense, for the program had gone on while they were read; their time is the next sample's.
  public var discarded = 0
  /// Why there are no samples, in words that follow "because".
  public var problem: String?
}

/// A function (or class body, lambda, comprehension, module).
public struct SampledFunction: Sendable, Hashable {
  /// The code object's file.
  public var file: String
  /// `co_qualname` from 3.11, `co_name` before.
  public var name: String
  /// Its first line.
  public var line: Int
}

/// A function as it was reached from the outermost one.
public struct SampledNode: Sendable, Hashable {
  /// The calling node, an index; nil for the outermost.
  public var parent: Int?
  /// The function, an index.
  public var function: Int
}

/// One look at one thread.
public struct Sample: Sendable {
  /// Nanoseconds of the monotonic clock.
  public var time: UInt64
  /// Nanoseconds since the last look at this thread: what the sample stands for.
  public var weight: UInt64
  /// Whether the thread was running, or ready to, and not waiting.
  public var isRunning: Bool
  /// The innermost node.
  public var node: Int
  /// 0 for the thread that began the process, then as they were first seen.
  public var thread: Int
}
