/// A directed network and its minimum s–t cut, by Dinic's algorithm (1970) with capacity scaling (Gabow 1985).
public struct MinimumCut: Sendable {
  /// A capacity that no cut may use; sums of many stay within `Int64`.
  public static let infinite = Int64.max / 1_000_000

  private struct Arc {
    var target: Int
    var capacity: Int64
  }

  /// Arcs in pairs: each even one is followed by its reverse.
  private var arcs: [Arc] = []
  private let nodeCount: Int

  /// A network without arcs.
  public init(nodes: Int) {
    nodeCount = nodes
  }

  /// Adds an arc.
  public mutating func connect(_ source: Int, _ target: Int, capacity: Int64) {
    guard capacity > 0, source != target else { return }
    arcs.append(Arc(target: target, capacity: min(capacity, Self.infinite)))
    arcs.append(Arc(target: source, capacity: 0))
  }

  /// The cut's value and the smallest source side that attains it.
  ///
  /// Wide paths are filled first: otherwise a long chain of imports that must stay costs one phase for each detour on it.
  ///
  /// - Complexity: O(V·E·log C) for capacities up to C, far less on networks as shallow as import graphs are.
  public func solve(from source: Int, to sink: Int) -> (value: Int64, sourceSide: [Bool]) {
    var flow = Flow(self)
    var value: Int64 = 0
    var width = arcs.map(\.capacity).max() ?? 0
    while width > 0 {
      while flow.findLevels(from: source, to: sink, width) {
        while case let pushed = flow.augment(from: source, to: sink, width), pushed > 0 { value += pushed }
      }
      // Steps of 16 need fewer phases than halving where capacities are infinite or times.
      width = width == 1 ? 0 : max(width / 16, 1)
    }
    return (value, flow.reachable(from: source))
  }

  /// The state of one solution, in flat arrays: the arcs that leave a node are neighbours in `order`.
  private struct Flow {
    private var capacities: [Int64]
    private let targets: [Int]
    private let first: [Int]
    private let order: [Int]
    private var levels: [Int]
    /// For each node the first of its arcs that may still lead on in this phase.
    private var next: [Int]
    private var queue: [Int] = []

    init(_ network: MinimumCut) {
      capacities = network.arcs.map(\.capacity)
      targets = network.arcs.map(\.target)
      var counts = [Int](repeating: 0, count: network.nodeCount + 1)
      // An arc leaves the node that its partner leads to.
      for arc in targets.indices { counts[targets[arc ^ 1] + 1] += 1 }
      for node in 1..<counts.count { counts[node] += counts[node - 1] }
      first = counts
      var order = [Int](repeating: 0, count: targets.count)
      for arc in targets.indices {
        order[counts[targets[arc ^ 1]]] = arc
        counts[targets[arc ^ 1]] += 1
      }
      self.order = order
      levels = []
      next = []
    }

    /// Numbers the nodes by their distance; false when the sink is out of reach.
    mutating func findLevels(from source: Int, to sink: Int, _ width: Int64) -> Bool {
      levels = [Int](repeating: -1, count: first.count - 1)
      next = first
      levels[source] = 0
      queue.removeAll(keepingCapacity: true)
      queue.append(source)
      var head = 0
      while head < queue.count {
        let node = queue[head]
        head += 1
        for position in first[node]..<first[node + 1] {
          let arc = order[position]
          guard capacities[arc] >= width, levels[targets[arc]] < 0 else { continue }
          levels[targets[arc]] = levels[node] + 1
          if targets[arc] == sink { return true }
          queue.append(targets[arc])
        }
      }
      return false
    }

    /// Pushes flow along one shortest path; a chain of imports can be long, so there is no recursion.
    mutating func augment(from source: Int, to sink: Int, _ width: Int64) -> Int64 {
      var path: [Int] = []
      var node = source
      while node != sink {
        var isAdvanced = false
        while next[node] < first[node + 1] {
          let arc = order[next[node]]
          if capacities[arc] >= width, levels[targets[arc]] == levels[node] + 1 {
            path.append(arc)
            node = targets[arc]
            isAdvanced = true
            break
          }
          next[node] += 1
        }
        if isAdvanced { continue }
        guard let last = path.popLast() else { return 0 }
        node = targets[last ^ 1]
        next[node] += 1
      }
      let pushed = path.map { capacities[$0] }.min() ?? 0
      for arc in path {
        capacities[arc] -= pushed
        capacities[arc ^ 1] += pushed
      }
      return pushed
    }

    func reachable(from source: Int) -> [Bool] {
      var reached = [Bool](repeating: false, count: first.count - 1)
      reached[source] = true
      var pending = [source]
      while let node = pending.popLast() {
        for position in first[node]..<first[node + 1] {
          let arc = order[position]
          guard capacities[arc] > 0, !reached[targets[arc]] else { continue }
          reached[targets[arc]] = true
          pending.append(targets[arc])
        }
      }
      return reached
    }
  }
}
