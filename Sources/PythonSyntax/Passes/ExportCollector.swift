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
        if exports != nil, !Self.isRead(node) { add(names: [], isComputed: true) }
      }
    }
  }

  /// `__all__.extend([…])`, `.append("…")`; any other method makes it unknown.
  private mutating func addCall(of attribute: Node) {
    guard let call = attribute.parent, call.kind == .call, let name = attribute.child(.attribute) else { return }
    let arguments = call.child(.arguments)?.namedChildren.filter { $0.kind != .comment } ?? []
    switch (text.text(name), arguments.first) {
    case ("append", let argument?) where arguments.count == 1 && argument.kind == .string:
      if let name = literal(argument) { add(names: [name]) } else { add(names: [], isComputed: true) }
    case ("remove", let argument?) where arguments.count == 1 && argument.kind == .string:
      remove(literal(argument), by: call)
    case ("extend", let argument?) where arguments.count == 1:
      add(argument)
    case ("index", _), ("count", _), ("copy", _), ("sort", _):
      break
    default:
      add(names: [], isComputed: true)
    }
  }

  /// Takes a name away; one that is taken away only under a condition may still be there.
  private mutating func remove(_ name: String?, by call: Node) {
    guard let exports, let name, let place = exports.names.firstIndex(of: name), let statement = call.parent,
      statement.kind == .expressionStatement, statement.parent?.kind == .module
    else { return add(names: [], isComputed: true) }
    var names = exports.names
    names.remove(at: place)
    self.exports = Exports(names: names, included: exports.included, isComputed: exports.isComputed)
  }

  /// Adds a list or tuple of strings, another module's `__all__`, or a sum of such.
  private mutating func add(_ value: Node) {
    var names: [String] = []
    var included: [String] = []
    var isComputed = false
    var pending = [value]
    while let node = pending.popLast() {
      switch node.kind {
      case .list, .tuple, .expressionList, .parenthesizedExpression:
        pending += node.namedChildren.filter { $0.kind != .comment }.reversed()
      case .binaryOperator:
        pending += node.namedChildren.filter { $0.kind != .comment }.reversed()
      case .string, .concatenatedString:
        if let name = literal(node) { names.append(name) } else { isComputed = true }
      case .listSplat:
        pending += node.namedChildren
      case .attribute where node.child(.attribute).map { text.text($0) } == "__all__":
        let module = node.child(.object).flatMap(dotted)
        if let module { included.append(module) } else { isComputed = true }
      case .identifier where text.text(node) == "__all__":
        // `__all__ = __all__ + […]` adds to what there is.
        break
      case .call where isConversion(node):
        pending += node.child(.arguments)?.statements ?? []
      default:
        isComputed = true
      }
    }
    add(names: names, included: included, isComputed: isComputed)
  }

  private mutating func add(names: [String], included: [String] = [], isComputed: Bool = false) {
    exports = Exports(
      names: (exports?.names ?? []) + names,
      included: (exports?.included ?? []) + included,
      isComputed: exports?.isComputed == true || isComputed
    )
  }

  /// `list(…)` and `tuple(…)`, which change nothing of the names.
  private func isConversion(_ call: Node) -> Bool {
    guard let function = call.child(.function), function.kind == .identifier else { return false }
    return ["list", "tuple"].contains(text.text(function)) && call.child(.arguments)?.statements.count == 1
  }

  /// The text of a name or of attributes of a name.
  private func dotted(_ node: Node) -> String? {
    var names: [String] = []
    var node = node
    while node.kind == .attribute, let object = node.child(.object), let name = node.child(.attribute) {
      names.append(text.name(name))
      node = object
    }
    guard node.kind == .identifier else { return nil }
    return ([text.name(node)] + names.reversed()).joined(separator: ".")
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
