/// A calling-context tree: the functions as they were reached, with the time that samples found each of them innermost.
///
/// `Sampler` says how samples are taken and what they cannot show. A recording of several sampled
/// starts has them in one tree: times are those of `starts` starts together.
public struct SampleTree: Codable, Equatable, Sendable {
  /// A function as it was reached from the outermost one.
  public struct Node: Codable, Hashable, Sendable {
    /// The calling node, an index before this one's; nil for the outermost.
    public var parent: Int?
    /// The code object's file and its first line.
    public var site: CodeSite
    /// `co_qualname` from 3.11, `co_name` before.
    public var name: String

    /// Names a function and its caller.
    public init(parent: Int?, site: CodeSite, name: String) {
      self.parent = parent
      self.site = site
      self.name = name
    }
  }

  /// What one thread spent in one node itself, without what it called, during one phase.
  public struct Weight: Codable, Equatable, Sendable {
    /// Indices of the node and of the process's phase.
    public var node: Int, phase: Int
    /// 0 for the thread that began the process, then as they were first seen.
    public var thread: Int
    /// How many samples there were.
    public var count: Int
    /// Nanoseconds that the samples stand for, and those of them in which the thread did not wait.
    public var time: UInt64, runningTime: UInt64

    /// Joins a place with what was spent there.
    public init(node: Int, phase: Int, thread: Int, count: Int, time: UInt64, runningTime: UInt64) {
      self.node = node
      self.phase = phase
      self.thread = thread
      self.count = count
      self.time = time
      self.runningTime = runningTime
    }
  }

  /// The functions as they were reached; callers before callees.
  public var nodes: [Node] = []
  /// The time, ordered by node, phase and thread; each such place once.
  public var weights: [Weight] = []
  /// How many starts of the program are in here.
  public var starts = 0
  /// How many samples were discarded because the stack changed while it was read.
  public var discarded = 0
  /// Why there are no samples, in words that follow "because"; nil if there are, or none were wanted.
  public var problem: String?

  /// A tree without any samples.
  public init(starts: Int = 0, discarded: Int = 0, problem: String? = nil) {
    self.starts = starts
    self.discarded = discarded
    self.problem = problem
  }

  /// The nodes from the outermost one to a given one.
  public func path(to node: Int) -> [Node] {
    var path: [Node] = []
    var next: Int? = node
    while let index = next {
      path.append(nodes[index])
      next = nodes[index].parent
    }
    return path.reversed()
  }
}
