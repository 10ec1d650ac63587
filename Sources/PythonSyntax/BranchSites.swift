internal import SourceText
internal import TreeSitter

/// A place inside a function that runs only sometimes, where a statement can be inserted in front of others.
public struct BranchSite: Sendable, Hashable {
  /// The offset of the line start at which to insert.
  public let offset: Int
  /// The white space in front of each statement there.
  public let indentation: [UInt8]
  /// Whether no other statement of the block stands before it.
  public let startsBlock: Bool
}

/// Finds the branches of functions that hold certain uses of a name.
///
/// Few files are asked about theirs, so the text is parsed once more instead of every analysis keeping all branches.
public struct BranchSites {
  private let module: ModuleSyntax
  private let text: ParsableText
  private let tree: Tree

  /// Parses a file that was analysed.
  public init(_ module: ModuleSyntax) {
    self.module = module
    text = ParsableText(module.source, module.edition)
    tree = Parser(.python).parse(text.bytes)
  }

  /// The innermost branch of a function that holds some uses, and in it the statement that first needs them.
  ///
  /// A branch is the block of an `if`, `elif`, `else`, `except` or `case`, or what follows a statement that may leave the
  /// function. Nothing inside a loop, a `with` or a `try` counts: an import there would run again and again, or its failure
  /// would be taken for another.
  ///
  /// - Parameters:
  ///   - uses: the uses, all inside the function.
  ///   - function: the index of its scope.
  /// - Returns: the place, or nil if the function needs the name whenever it is called.
  public func site(holding uses: [Use], in function: Int) -> BranchSite? {
    let offsets = uses.map(\.range.lowerBound)
    guard let first = offsets.min(), let last = offsets.max(), module.scopes[function].kind == .function else {
      return nil
    }
    var path = self.path(to: first, in: module.scopes[function].body)
    guard let body = path.first else { return nil }
    var chosen = body
    var isBranch = false
    path.removeFirst()
    for node in path {
      guard node.range.upperBound > last else { break }
      if Self.isBarrier(node) { break }
      if node.kind == .block, let parent = node.parent, Self.isBranch(node, of: parent) {
        chosen = node
        isBranch = true
      }
    }
    return site(in: chosen, before: first, isBranch: isBranch)
  }

  /// The nodes that hold an offset and lie in a range, from the outside.
  private func path(to offset: Int, in range: Range<Int>) -> [Node] {
    var path: [Node] = []
    var node = tree.root
    while true {
      let isInside = node.range.lowerBound >= range.lowerBound && node.range.upperBound <= range.upperBound
      if isInside { path.append(node) }
      guard let next = node.children.first(where: { $0.range.contains(offset) }) else { return path }
      node = next
    }
  }

  private static func isBarrier(_ node: Node) -> Bool {
    switch node.kind {
    case .forStatement, .whileStatement, .withStatement, .functionDefinition, .classDefinition, .decoratedDefinition,
      .lambda:
      true
    // What stands behind an `except` has left the `try` already.
    case .block: node.parent?.kind == .tryStatement
    case .finallyClause: true
    case .elseClause: node.parent?.kind != .ifStatement
    default: false
    }
  }

  private static func isBranch(_ block: Node, of parent: Node) -> Bool {
    switch parent.kind {
    case .ifStatement, .elifClause, .elseClause, .exceptClause, .exceptGroupClause, .caseClause: true
    default: false
    }
  }

  private func site(in block: Node, before offset: Int, isBranch: Bool) -> BranchSite? {
    let statements = block.statements
    guard let index = statements.firstIndex(where: { $0.range.upperBound > offset }) else { return nil }
    let mayLeave = statements[..<index].contains(where: Self.mayLeave)
    guard isBranch || mayLeave else { return nil }
    // In a branch its top; behind an exit as late as possible.
    let statement = statements[mayLeave ? index : statements.startIndex]
    let lines = text.source.lines
    let start = statement.range.lowerBound
    guard text.startsLine(at: start), !text.continuesLine(at: start) else { return nil }
    let indentation = Array(text.source.bytes[lines.lineStart(of: start)..<start])
    return BranchSite(offset: top(of: statement), indentation: indentation, startsBlock: !mayLeave)
  }

  /// Where a statement begins, with the comments above it in its block.
  private func top(of statement: Node) -> Int {
    let lines = text.source.lines
    var top = lines.lineStart(of: statement.range.lowerBound)
    let start = statement.range.lowerBound
    let column = start - top
    var line = lines.line(at: top) - 1
    while line > 1 {
      let range = lines.range(ofLine: line)
      let content = text.source.bytes[range].drop(while: \.isBlank)
      guard content.first == UInt8(ascii: "#"), content.startIndex - range.lowerBound == column else { break }
      top = range.lowerBound
      line -= 1
    }
    return top
  }

  /// Whether a statement may end the call: it holds a `return` or a `raise` of the function's own.
  private static func mayLeave(_ statement: Node) -> Bool {
    var pending = [statement]
    while let node = pending.popLast() {
      switch node.kind {
      case .returnStatement, .raiseStatement: return true
      case .functionDefinition, .classDefinition, .decoratedDefinition, .lambda: continue
      default: pending += node.children.filter(\.isNamed)
      }
    }
    return false
  }
}
