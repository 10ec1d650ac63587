/// A process of a run with those that it started.
public struct ProcessTree: Equatable, Sendable {
  /// The process, as an index into the run's processes.
  public var process: Int
  /// What it started, in order.
  public var children: [ProcessTree]

  /// Joins a process with what it started.
  public init(process: Int, children: [ProcessTree]) {
    self.process = process
    self.children = children
  }
}

extension Run {
  /// The processes by who started whom; one tree, unless a process between two Pythons was none (a shell, say).
  ///
  /// The system gives numbers anew once a process has ended, so the latest one before a child is its parent. A Python that
  /// became another one by `exec` keeps its number, and the other one stands below it.
  public var processTree: [ProcessTree] {
    var roots: [Int] = []
    var children: [Int: [Int]] = [:]
    for (index, process) in processes.enumerated() {
      let before = processes[..<index]
      // The one that became another could not end its log.
      let same = before.lastIndex { $0.identifier == process.identifier && $0.parent == process.parent && $0.isCut }
      if let parent = same ?? before.lastIndex(where: { $0.identifier == process.parent }) {
        children[parent, default: []].append(index)
      } else {
        roots.append(index)
      }
    }
    func tree(_ index: Int) -> ProcessTree {
      ProcessTree(process: index, children: (children[index] ?? []).map(tree))
    }
    return roots.map(tree)
  }
}
