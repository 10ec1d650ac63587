internal import ImportGraph

/// Which modules lead to which, whatever the imports: hazards ask this for every statement, so it is worked out once.
///
/// Modules that lead to each other form a component (Tarjan 1972), and share one row of bits.
struct Reachability {
  /// By module.
  private let components: [Int]
  /// By component, a bit for every module.
  private let rows: [[UInt64]]

  /// Follows all edges of a graph.
  ///
  /// - Complexity: O(modules + edges · modules / 64).
  init(_ graph: ImportGraph) {
    var search = ComponentSearch(graph)
    for module in graph.modules.indices { search.visit(module) }
    components = search.components
    rows = search.rows
  }

  /// Whether loading one module loads another, or is that.
  func leads(_ module: Int, to other: Int) -> Bool { rows[components[module]][other / 64] >> (other % 64) & 1 == 1 }

  /// Whether loading some modules loads another.
  func leads(_ modules: some Sequence<Int>, to other: Int) -> Bool { modules.contains { leads($0, to: other) } }
}

/// Finds the components in the order in which the last ones of all ways come first.
private struct ComponentSearch {
  private(set) var components: [Int]
  private(set) var rows: [[UInt64]] = []
  private let graph: ImportGraph
  private let width: Int
  /// When each module was found, and the earliest found one that it leads back to; -1 before.
  private var found: [Int], earliest: [Int]
  private var count = 0
  private var open: [Int] = []

  init(_ graph: ImportGraph) {
    self.graph = graph
    components = [Int](repeating: -1, count: graph.modules.count)
    found = components
    earliest = components
    width = (graph.modules.count + 63) / 64
  }

  /// Imports nest as deep as a program likes, so the way is kept in an array and not on the stack.
  mutating func visit(_ start: Int) {
    guard found[start] < 0 else { return }
    var way = [(module: start, next: graph.edges(from: start).startIndex)]
    note(start)
    while let (module, next) = way.last {
      guard next < graph.edges(from: module).endIndex else {
        if earliest[module] == found[module] { close(module) }
        way.removeLast()
        if let before = way.last?.module { earliest[before] = min(earliest[before], earliest[module]) }
        continue
      }
      way[way.count - 1].next += 1
      let target = graph.edges[next].target
      if found[target] < 0 {
        note(target)
        way.append((target, graph.edges(from: target).startIndex))
      } else if components[target] < 0 {
        earliest[module] = min(earliest[module], found[target])
      }
    }
  }

  private mutating func note(_ module: Int) {
    found[module] = count
    earliest[module] = count
    count += 1
    open.append(module)
  }

  /// All that was found since a module, and not closed, is its component.
  private mutating func close(_ module: Int) {
    var row = [UInt64](repeating: 0, count: width)
    var members: [Int] = []
    repeat {
      members.append(open.removeLast())
      components[members[members.count - 1]] = rows.count
    } while members.last != module
    for member in members {
      row[member / 64] |= 1 << (member % 64)
      for edge in graph.edges(from: member) where components[edge.target] != rows.count {
        for (index, word) in rows[components[edge.target]].enumerated() { row[index] |= word }
      }
    }
    rows.append(row)
  }
}
