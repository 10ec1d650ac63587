internal import SourceText
internal import TreeSitter

/// Reads an import statement and what surrounds it.
struct ImportCollector {
  let text: ParsableText
  let comments: CommentIndex
  let typeCheckingAliases: Set<String>

  func statement(_ node: Node, index: Int, scope: Int) -> ImportStatement {
    let lines = text.source.lines
    let range = node.range
    let firstLine = lines.line(at: range.lowerBound)
    let lastLine = lines.line(at: range.upperBound)
    let trailing = comments.comment(onLine: lastLine).flatMap { $0.lowerBound >= range.upperBound ? $0 : nil }
    return ImportStatement(
      index: index,
      range: range,
      line: firstLine,
      form: form(node),
      names: names(node),
      scope: scope,
      nesting: NestingFinder(text: text, typeCheckingAliases: typeCheckingAliases).nesting(of: node),
      block: block(of: node),
      isFuture: node.kind == .futureImportStatement,
      isDeferred: text.lazyKeywords.contains(range.lowerBound),
      isParenthesised: node.first(.openParenthesisToken) != nil,
      sharesLine: sharesLine(range),
      trailingComment: trailing,
      leadingComments: comments.above(line: firstLine),
      innerComments: node.children.filter { $0.kind == .comment }.map(\.range),
      isKept: ((firstLine - 1)...lastLine).contains { line in
        comments.saysKeep(onLine: line) && (line >= firstLine || comments.isOwnLine(line))
      }
    )
  }

  private func form(_ node: Node) -> ImportStatement.Form {
    if node.kind == .futureImportStatement { return .from(module: "__future__", level: 0) }
    guard node.kind == .importFromStatement, let module = node.child(.moduleName) else { return .plain }
    var name = module.kind == .dottedName ? dotted(module) : ""
    var level = 0
    if module.kind == .relativeImport {
      name = module.first(.dottedName).map(dotted) ?? ""
      level = module.first(.importPrefix).map { text.name($0).count { $0 == "." } } ?? 0
    }
    return node.first(.wildcardImport) == nil ? .from(module: name, level: level) : .star(module: name, level: level)
  }

  private func names(_ node: Node) -> [ImportedName] {
    let isPlain = node.kind == .importStatement
    return node.children.compactMap { child in
      guard child.field == .name else { return nil }
      let alias = child.child(.alias).map { text.name($0) }
      guard let named = child.kind == .aliasedImport ? child.child(.name) : child else { return nil }
      let name = dotted(named)
      let first = String(name.prefix { $0 != "." })
      return ImportedName(
        name: name,
        alias: alias,
        boundName: alias ?? (isPlain ? first : name),
        range: child.range
      )
    }
  }

  /// A dotted name without the blanks that may stand around its dots.
  private func dotted(_ node: Node) -> String {
    node.children.filter { $0.kind == .identifier }.map { text.name($0) }.joined(separator: ".")
  }

  private func block(of node: Node) -> StatementBlock {
    var block = node
    while let parent = block.parent, block.kind != .block, block.kind != .module { block = parent }
    let statements = block.statements
    return StatementBlock(
      range: (statements.first?.range.lowerBound ?? 0)..<(statements.last?.range.upperBound ?? 0),
      statementCount: statements.count
    )
  }

  private func sharesLine(_ range: Range<Int>) -> Bool {
    guard text.startsLine(at: range.lowerBound), !text.continuesLine(at: range.lowerBound) else { return true }
    let end = text.source.lines.lineEnd(of: range.upperBound)
    let next = text.source.bytes[range.upperBound..<end].first { !$0.isBlank }
    return next.map { $0 != .lineFeed && $0 != .carriageReturn && $0 != UInt8(ascii: "#") } ?? false
  }
}
