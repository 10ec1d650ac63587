import Advice
import TestSupport
import Testing

@Suite struct `A minimum cut` {
  private struct Arc: Hashable {
    var source: Int, target: Int, capacity: Int64
  }

  @Test func `is as cheap as the cheapest of all cuts`() {
    var generator = SeededGenerator(seed: 20_240_613)
    for _ in 0..<3_000 {
      let nodes = Int.random(in: 2...7, using: &generator)
      let arcs = (0..<Int.random(in: 0...18, using: &generator)).map { _ in
        Arc(
          source: Int.random(in: 0..<nodes, using: &generator),
          target: Int.random(in: 0..<nodes, using: &generator),
          capacity: Int64.random(in: 0...9, using: &generator)
        )
      }
      var network = MinimumCut(nodes: nodes)
      for arc in arcs { network.connect(arc.source, arc.target, capacity: arc.capacity) }
      let cut = network.solve(from: 0, to: nodes - 1)
      #expect(cut.value == Self.cheapest(arcs, nodes))
      #expect(cut.sourceSide[0] && !cut.sourceSide[nodes - 1])
      #expect(Self.cost(arcs) { cut.sourceSide[$0] } == cut.value)
    }
  }

  @Test func `is found in a graph as large as a large program's`() {
    var generator = SeededGenerator(seed: 7)
    let nodes = 3_000
    var network = MinimumCut(nodes: nodes)
    for node in 1..<nodes { network.connect(node - 1, node, capacity: MinimumCut.infinite) }
    for _ in 0..<27_000 {
      network.connect(
        Int.random(in: 0..<nodes - 1, using: &generator),
        Int.random(in: 0..<nodes - 1, using: &generator),
        capacity: Int64.random(in: 1...1_000_000, using: &generator)
      )
    }
    var open = network
    open.connect(0, nodes - 1, capacity: 5)
    #expect(open.solve(from: 0, to: nodes - 1).value >= MinimumCut.infinite)
  }

  private static func cost(_ arcs: [Arc], _ isInSource: (Int) -> Bool) -> Int64 {
    arcs.filter { isInSource($0.source) && !isInSource($0.target) }.map(\.capacity).reduce(0, +)
  }

  private static func cheapest(_ arcs: [Arc], _ nodes: Int) -> Int64 {
    let sides = (0..<(1 << nodes)).filter { $0 & 1 == 1 && $0 >> (nodes - 1) & 1 == 0 }
    return sides.map { side in cost(arcs) { side >> $0 & 1 == 1 } }.min() ?? 0
  }
}
