internal import PythonSyntax
internal import SourceText

/// Takes whole import statements out of a file and tidies up after them.
struct StatementRemoval {
  private let module: ModuleSyntax
  private let statements: [ImportStatement]
  private let text: SourceLines
  /// The lines to delete.
  private var lines: Set<Int> = []
  /// The edits within lines.
  private var inner: [Edit] = []

  /// Plans the removal; a block that would be left empty gets a `pass`, unless something may depend on what it held.
  init(_ module: ModuleSyntax, _ statements: [ImportStatement]) throws(Refusal) {
    self.module = module
    self.statements = statements
    text = SourceLines(module.source)
    let passes = try statementsToReplaceByPass()
    for statement in statements {
      if passes.contains(statement.index) {
        inner.append(.replacement(statement.range, with: "pass"))
      } else if statement.sharesLine {
        try removeFromLine(statement, passes)
      } else {
        removeLines(of: statement)
      }
    }
    tidyBlankLines()
  }

  var edits: [Edit] {
    inner + lines.sorted().map { .deletion(text.range(ofLine: $0)) }
  }

  /// The first statement of every block that loses all it has.
  private func statementsToReplaceByPass() throws(Refusal) -> Set<Int> {
    let deciding: Nesting = [
      .conditional, .tryBody, .exceptHandler, .elseClause, .finallyClause, .match, .typeChecking, .mainGuard,
    ]
    var result: Set<Int> = []
    let blocks = Dictionary(grouping: statements, by: \.block)
    for (block, members) in blocks {
      guard members.count == block.statementCount, let first = members.first, !first.nesting.isEmpty else { continue }
      guard first.nesting.isDisjoint(with: deciding) else { throw .emptiesBlock(line: first.line) }
      result.insert(first.index)
    }
    return result
  }

  // MARK: Lines

  private mutating func removeLines(of statement: ImportStatement) {
    lines.formUnion(text.lines(of: statement.range))
    for comment in CommentOwnership(module, text).commentsGoing(with: statement) {
      lines.formUnion(text.lines(of: comment))
    }
  }

  /// Takes a statement out of a line that has others, separated by `;`.
  private mutating func removeFromLine(_ statement: ImportStatement, _ passes: Set<Int>) throws(Refusal) {
    let neighbours = statements.filter {
      $0.sharesLine && text.lines(of: $0.range).overlaps(text.lines(of: statement.range))
    }
    guard text.lines(of: statement.range).count == 1 else { throw .sharesLine(line: statement.line) }
    let line = module.source.lines.range(ofLine: statement.line)
    if !neighbours.contains(where: { passes.contains($0.index) }),
      text.isEmpty(line, without: neighbours.map(\.range))
    {
      lines.insert(statement.line)
      return
    }
    let before = text.bytes[line.lowerBound..<statement.range.lowerBound]
    let after = text.bytes[statement.range.upperBound..<line.upperBound]
    let follower = after.drop { $0.isSpace || $0 == UInt8(ascii: ";") }
    let hasFollower = after.first { !$0.isSpace } == UInt8(ascii: ";") && follower.first.map { !$0.endsCode } == true
    if hasFollower {
      inner.append(.deletion(statement.range.lowerBound..<follower.startIndex))
    } else if let semicolon = before.lastIndex(where: { !$0.isSpace }), before[semicolon] == UInt8(ascii: ";"),
      !neighbours.contains(where: { $0.range.upperBound <= semicolon && text.isBlank($0.range.upperBound..<semicolon) })
    {
      inner.append(.deletion(semicolon..<statement.range.upperBound))
    } else {
      throw .sharesLine(line: statement.line)
    }
  }

  // MARK: Blank lines

  /// Where lines go between two groups of blank lines only the larger group stays; none stays at the start or the end of
  /// the file or at the start of a block.
  private mutating func tidyBlankLines() {
    let starts = Set(statements.filter { !$0.nesting.isEmpty }.map(\.block.range.lowerBound))
    for first in lines.sorted() where !isWithinGap(first - 1) {
      var above: [Int] = []
      var line = first - 1
      while line >= 1, text.isBlank(line: line) {
        above.append(line)
        line -= 1
      }
      let isFirst = line < 1
      var below: [Int] = []
      line = first
      while line <= module.source.lines.count, lines.contains(line) || text.isBlank(line: line) {
        if lines.contains(line) {
          lines.formUnion(below)
          below = []
        } else {
          below.append(line)
        }
        line += 1
      }
      let isLast = line > module.source.lines.count
      let isBlockStart = starts.contains { text.lines(of: $0..<$0).lowerBound == first }
      if isFirst || isBlockStart {
        lines.formUnion(below)
      } else if isLast {
        lines.formUnion(above + below)
      } else {
        lines.formUnion(above.count < below.count ? above : below)
      }
    }
  }

  /// Whether a line belongs to a gap whose first line has been looked at already.
  private func isWithinGap(_ line: Int) -> Bool {
    var line = line
    while line >= 1, text.isBlank(line: line), !lines.contains(line) { line -= 1 }
    return lines.contains(line)
  }
}
