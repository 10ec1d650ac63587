internal import TreeSitter

/// Reads `__all__`, as assigned, extended and appended to at any place of the module that is not in a function.
struct ExportCollector {
  private(set) var exports: Exports?
  private let text: ParsableText

  init(_ root: Node, _ text: ParsableText) {
    self.text = text
    for node in root.tree.nodes where node.kind == .identifier && node.range.count == 7 {
      guard text.text(node) == "__all__", let parent = node.parent else { continue }
      switch parent.kind {
      case .assignment where parent.child(.left) == node:
        if let value = parent.child(.right) { add(value) }
      case .augmentedAssignment where parent.child(.left) == node:
        if let value = parent.child(.right) { add(value) }
      case .attribute where parent.child(.object) == node:
        addCall(of: parent)
      default:
        if exports != nil, !Self.isRead(node) { add(names: [], isDynamic: true) }
      }
    }
  }

  /// `__all__.extend([…])`, `.append("…")`; any other method makes it unknown.
  private mutating func addCall(of attribute: Node) {
    guard let call = attribute.parent, call.kind == .call, let name = attribute.child(.attribute) else { return }
    let arguments = call.child(.arguments)?.namedChildren.filter { $0.kind != .comment } ?? []
    switch (text.text(name), arguments.first) {
    case ("append", let argument?) where arguments.count == 1 && argument.kind == .string:
      if let name = literal(argument) { add(names: [name], isDynamic: false) } else { add(names: [], isDynamic: true) }
    case ("extend", let argument?) where arguments.count == 1:
      add(argument)
    case ("index", _), ("count", _), ("copy", _), ("sort", _):
      break
    default:
      add(names: [], isDynamic: true)
    }
  }

  /// Adds a list or tuple of strings, or a sum of such.
  private mutating func add(_ value: Node) {
    var names: [String] = []
    var isDynamic = false
    var pending = [value]
    while let node = pending.popLast() {
      switch node.kind {
      case .list, .tuple, .expressionList, .parenthesizedExpression:
        pending += node.namedChildren.filter { $0.kind != .comment }.reversed()
      case .binaryOperator:
        pending += node.namedChildren.filter { $0.kind != .comment }.reversed()
      case .string, .concatenatedString:
        if let name = literal(node) { names.append(name) } else { isDynamic = true }
      default:
        isDynamic = true
      }
    }
    add(names: names, isDynamic: isDynamic)
  }

  private mutating func add(names: [String], isDynamic: Bool) {
    exports = Exports(
      names: (exports?.names ?? []) + names,
      isDynamic: exports?.isDynamic == true || isDynamic
    )
  }

  /// A plain string's content.
  private func literal(_ node: Node) -> String? {
    if node.kind == .concatenatedString {
      let parts = node.namedChildren.map { literal($0) }
      return parts.contains(nil) ? nil : parts.compactMap(\.self).joined()
    }
    var content = ""
    for child in node.children {
      switch child.kind {
      case .interpolation: return nil
      case .stringContent where child.children.contains(where: \.isNamed): return nil
      case .stringContent: content += text.text(child)
      default: break
      }
    }
    return content
  }

  /// Whether `__all__` is only looked at: iterated, tested, measured.
  private static func isRead(_ node: Node) -> Bool {
    guard let parent = node.parent else { return true }
    return parent.kind != .patternList && parent.kind != .deleteStatement && parent.kind != .subscript
  }
}
