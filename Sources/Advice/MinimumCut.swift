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
  private var outgoing: [[Int]]

  /// A network without arcs.
  public init(nodes: Int) {
    outgoing = Array(repeating: [], count: nodes)
  }

  /// Adds an arc.
  public mutating func connect(_ source: Int, _ target: Int, capacity: Int64) {
    guard capacity > 0, source != target else { return }
    outgoing[source].append(arcs.count)
    arcs.append(Arc(target: target, capacity: min(capacity, Self.infinite)))
    outgoing[target].append(arcs.count)
    arcs.append(Arc(target: source, capacity: 0))
  }

  /// The cut's value and the smallest source side that attains it.
  ///
  /// Wide paths are filled first: otherwise a long chain of imports that must stay costs one phase for each detour on it.
  ///
  /// - Complexity: O(V·E·log C) for capacities up to C, far less on networks as shallow as import graphs are.
  public func solve(from source: Int, to sink: Int) -> (value: Int64, sourceSide: [Bool]) {
    var network = self
    var value: Int64 = 0
    var width = arcs.map(\.capacity).max() ?? 0
    while width > 0 {
      while let levels = network.levels(from: source, to: sink, width) {
        var next = [Int](repeating: 0, count: outgoing.count)
        while case let pushed = network.augment(from: source, to: sink, levels, width, &next), pushed > 0 {
          value += pushed
        }
      }
      // Steps of 16 need fewer phases than halving where capacities are infinite or times.
      width = width == 1 ? 0 : max(width / 16, 1)
    }
    return (value, network.reachable(from: source))
  }

  private func levels(from source: Int, to sink: Int, _ width: Int64) -> [Int]? {
    var levels = [Int](repeating: -1, count: outgoing.count)
    levels[source] = 0
    var queue = [source]
    var head = 0
    while head < queue.count {
      let node = queue[head]
      head += 1
      for arc in outgoing[node] where arcs[arc].capacity >= width && levels[arcs[arc].target] < 0 {
        levels[arcs[arc].target] = levels[node] + 1
        queue.append(arcs[arc].target)
      }
    }
    return levels[sink] < 0 ? nil : levels
  }

  /// Pushes flow along one shortest path; a chain of imports can be long, so there is no recursion.
  private mutating func augment(
    from source: Int,
    to sink: Int,
    _ levels: [Int],
    _ width: Int64,
    _ next: inout [Int]
  ) -> Int64 {
    var path: [Int] = []
    var node = source
    while node != sink {
      var isAdvanced = false
      while next[node] < outgoing[node].count {
        let arc = outgoing[node][next[node]]
        if arcs[arc].capacity >= width, levels[arcs[arc].target] == levels[node] + 1 {
          path.append(arc)
          node = arcs[arc].target
          isAdvanced = true
          break
        }
        next[node] += 1
      }
      if isAdvanced { continue }
      guard let last = path.popLast() else { return 0 }
      node = arcs[last ^ 1].target
      next[node] += 1
    }
    let pushed = path.map { arcs[$0].capacity }.min() ?? 0
    for arc in path {
      arcs[arc].capacity -= pushed
      arcs[arc ^ 1].capacity += pushed
    }
    return pushed
  }

  private func reachable(from source: Int) -> [Bool] {
    var reached = [Bool](repeating: false, count: outgoing.count)
    reached[source] = true
    var pending = [source]
    while let node = pending.popLast() {
      for arc in outgoing[node] where arcs[arc].capacity > 0 && !reached[arcs[arc].target] {
        reached[arcs[arc].target] = true
        pending.append(arcs[arc].target)
      }
    }
    return reached
  }
}
