/// Collapsed stacks, as Brendan Gregg's flame graph tools read them: frames joined by `;`, a space, and microseconds.
enum CollapsedExport {
  static func bytes(of trees: [StackTree]) -> [UInt8] {
    var lines = ""
    for tree in trees {
      for (index, node) in tree.nodes.enumerated() where node.selfTime >= 500 {
        let stack = [tree.title] + tree.stack(of: index).map(\.name)
        lines += stack.map(plain).joined(separator: ";") + " \((node.selfTime + 500) / 1000)\n"
      }
    }
    return Array(lines.utf8)
  }

  /// The separators cannot be part of a name.
  private static func plain(_ name: String) -> String {
    String(name.map { $0 == ";" ? ":" : $0.isNewline ? " " : $0 })
  }
}
