internal import ImportGraph
internal import Recording

/// Weighted call stacks as a tree: what every export of stacks is made from.
struct StackTree: Sendable {
  /// A place in a stack: a module that is being loaded, or a function.
  struct Frame: Hashable, Sendable {
    var name: String
    /// The file, empty for what has none; the line is 0 then.
    var file: String, line: Int
  }

  /// A stack, as its innermost frame and the stack around it.
  struct Node: Sendable {
    /// An index into the nodes, smaller than the node's own; nil for an outermost frame.
    var parent: Int?
    var frame: Frame
    /// Nanoseconds spent in this very stack.
    var selfTime: UInt64
    /// What the innermost frame's file came with, where that is known.
    var owner: Distribution?
    /// The load that the innermost frame stands for; nil for a function.
    var load: ModuleLoad?
  }

  /// What the stacks are of: the event, the process, and the kind of weight.
  var title: String
  /// The phase that the weights are from, where they are of one.
  var phase: Phase.Kind?
  /// Parents come before their children, in the order of time where there is one.
  private(set) var nodes: [Node] = []

  init(title: String) {
    self.title = title
  }

  /// Adds a stack inside another one.
  ///
  /// - Returns: its index.
  mutating func add(
    _ frame: Frame,
    inside parent: Int?,
    selfTime: UInt64,
    owner: Distribution?,
    load: ModuleLoad? = nil
  ) -> Int {
    nodes.append(Node(parent: parent, frame: frame, selfTime: selfTime, owner: owner, load: load))
    return nodes.count - 1
  }

  /// A stack's frames, outermost first.
  func stack(of node: Int) -> [Frame] {
    sequence(first: node) { nodes[$0].parent }.map { nodes[$0].frame }.reversed()
  }

  /// The time of each stack with all stacks inside it, in nanoseconds.
  var inclusiveTimes: [UInt64] {
    var times = nodes.map(\.selfTime)
    for index in nodes.indices.reversed() {
      if let parent = nodes[index].parent { times[parent] += times[index] }
    }
    return times
  }

  /// The stacks directly inside each stack, in order; those inside none last.
  var children: (inside: [[Int]], roots: [Int]) {
    var inside = [[Int]](repeating: [], count: nodes.count)
    var roots: [Int] = []
    for (index, node) in nodes.enumerated() {
      if let parent = node.parent { inside[parent].append(index) } else { roots.append(index) }
    }
    return (inside, roots)
  }
}

extension Run {
  /// How a tree names one of the run's processes.
  func title(of process: ProcessRecord) -> String {
    process.identifier == processes.first?.identifier ? event : "\(event) (process \(process.identifier))"
  }
}
