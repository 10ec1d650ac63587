internal import SourceText
internal import TreeSitter

/// Finds what the parser did not understand, and what it understands although Python 3 does not.
struct ProblemCollector {
  private(set) var problems: [SyntaxProblem] = []

  init(_ root: Node, _ lines: LineIndex) {
    for node in root.tree.nodes {
      guard let kind = Self.problem(node) else { continue }
      let position = lines.position(at: node.range.lowerBound)
      problems.append(SyntaxProblem(kind: kind, range: node.range, position: position))
    }
  }

  private static func problem(_ node: Node) -> SyntaxProblem.Kind? {
    if node.isMissing { return node.parent?.isFormattedWithEqualsSign == true ? nil : .missingToken }
    switch node.kind {
    case .error: return .unexpectedText
    case .block where node.statements.isEmpty: return .missingToken
    case .printStatement where node.first(.chevron) == nil: return .printStatement
    case .execStatement: return .execStatement
    case .exceptClause where node.first(.commaToken) != nil: return .exceptWithComma
    // Python 2 could unpack a parameter.
    case .tuplePattern where node.parent?.kind == .parameters || node.parent?.kind == .lambdaParameters:
      return .unexpectedText
    default: return nil
    }
  }
}
