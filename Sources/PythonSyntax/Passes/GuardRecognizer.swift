internal import TreeSitter

/// Recognises the conditions that keep a block from running on import.
struct GuardRecognizer {
  let text: ParsableText
  let typeCheckingAliases: Set<String>

  /// What the block below a condition is kept for, if it is, and what its `else` is kept for.
  func guards(of condition: Node) -> (then: CodeGuard?, otherwise: CodeGuard?) {
    var node = condition
    var isNegated = false
    while true {
      guard let inner = node.children.first(where: \.isNamed) else { break }
      if node.kind == .notOperator { isNegated.toggle() } else if node.kind != .parenthesizedExpression { break }
      node = inner
    }
    if isTypeChecking(node) { return isNegated ? (nil, .typeChecking) : (.typeChecking, nil) }
    if !isNegated, isMain(node) { return (.main, nil) }
    return (nil, nil)
  }

  /// `TYPE_CHECKING`, or that attribute of anything: `typing`, `t`, `typing_extensions`.
  private func isTypeChecking(_ node: Node) -> Bool {
    switch node.kind {
    case .identifier: text.text(node) == "TYPE_CHECKING" || typeCheckingAliases.contains(text.name(node))
    case .attribute: node.child(.attribute).map { text.text($0) } == "TYPE_CHECKING"
    default: false
    }
  }

  /// `__name__ == "__main__"`, either way round.
  private func isMain(_ node: Node) -> Bool {
    guard node.kind == .comparisonOperator else { return false }
    let parts = node.children.map { text.text($0) }
    guard parts.count == 3, parts[1] == "==" else { return false }
    let literals = ["\"__main__\"", "'__main__'"]
    return [(parts[0], parts[2]), (parts[2], parts[0])].contains { $0 == "__name__" && literals.contains($1) }
  }
}
