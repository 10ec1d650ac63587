/// The lines that `python -X importtime` prints: modules behind those they have imported, times in microseconds.
enum ImportTimeExport {
  static func bytes(of trees: [StackTree]) -> [UInt8] {
    var lines = "import time: self [us] | cumulative | imported package\n"
    for tree in trees {
      let inclusive = tree.inclusiveTimes
      let (inside, roots) = tree.children
      // Deep import chains are no reason to run out of stack.
      var pending = roots.reversed().map { (node: $0, depth: 0, isDone: false) }
      while let (node, depth, isDone) = pending.popLast() {
        guard isDone else {
          pending.append((node, depth, true))
          pending += inside[node].reversed().map { ($0, depth + 1, false) }
          continue
        }
        let indent = String(repeating: "  ", count: depth)
        let times = [tree.nodes[node].selfTime, inclusive[node]].map { padded(($0 + 500) / 1000, to: 10) }
        lines += "import time: \(times[0].dropFirst()) | \(times[1]) | \(indent)\(tree.nodes[node].frame.name)\n"
      }
    }
    return Array(lines.utf8)
  }

  private static func padded(_ number: UInt64, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: " ", count: max(0, width - digits.count)) + digits
  }
}
