internal import SourceText
internal import TreeSitter

extension Node {
  /// The statements of a module or a block, comments left out.
  var statements: [Node] { namedChildren.filter { $0.kind != .comment } }

  /// The docstring of a module or a block: its first statement, if that is a plain string.
  func docstring(in text: ParsableText) -> Node? {
    guard let first = namedChildren.first(where: { $0.kind != .comment }), first.kind == .expressionStatement else {
      return nil
    }
    let parts = first.statements
    guard parts.count == 1 else { return nil }
    let strings = parts[0].kind == .concatenatedString ? parts[0].statements : parts
    return strings.allSatisfy { $0.isPlainString(in: text) } ? first : nil
  }

  /// Whether it is a string that is neither bytes nor formatted.
  private func isPlainString(in text: ParsableText) -> Bool {
    guard kind == .string, let start = first(.stringStart) else { return false }
    return !text.source.bytes[start.range].contains { "bBfFtT".utf8.contains($0) }
  }
}
