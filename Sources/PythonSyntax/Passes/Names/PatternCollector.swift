internal import TreeSitter

extension NameCollector {
  /// A pattern of a `case` (PEP 634): single names capture, dotted names and classes are read.
  mutating func match(_ node: Node, _ context: NameContext) {
    switch node.kind {
    case .identifier:
      bind(node, .matchCapture, context)
    case .dottedName where node.field == .key || node.children.filter({ $0.kind == .identifier }).count > 1:
      useDottedName(node, context)
    case .classPattern:
      for child in node.children where child.isNamed {
        if child.kind == .dottedName { useDottedName(child, context) } else { visitPattern(child, context) }
      }
    case .keywordPattern:
      // The first name is the attribute's.
      for child in node.children.filter(\.isNamed).dropFirst() { visitPattern(child, context) }
    case .string, .concatenatedString, .comment:
      break
    default:
      for child in node.children where child.isNamed { visitPattern(child, context) }
    }
  }
}
