internal import PythonSyntax
internal import SourceText

/// Takes some of its names out of an import statement and leaves the others as they are written.
struct NameRemoval {
  private let statement: ImportStatement
  private let text: SourceLines
  private var names: [ImportedName] { statement.names }

  init(_ module: ModuleSyntax, _ statement: ImportStatement) {
    self.statement = statement
    text = SourceLines(module.source)
  }

  func edits(removing removed: Set<Int>) -> [Edit] {
    var deletions: [Range<Int>] = []
    var run: [Int] = []
    for index in names.indices {
      if removed.contains(index), let lines = ownLines(of: index) {
        deletions.append(lines)
      } else if removed.contains(index) {
        run.append(index)
        continue
      }
      if !run.isEmpty { deletions.append(deletion(of: run, removed)) }
      run = []
    }
    if !run.isEmpty { deletions.append(deletion(of: run, removed)) }
    return deletions.map { .deletion($0) }
  }

  /// The lines of a name in parentheses that has them for itself, with the comments directly above it.
  private func ownLines(of index: Int) -> Range<Int>? {
    guard statement.isParenthesised else { return nil }
    let range = names[index].range
    let lines = text.lines(of: range)
    let start = text.source.lines.range(ofLine: lines.lowerBound).lowerBound
    let end = text.source.lines.range(ofLine: lines.upperBound).upperBound
    var rest = text.bytes[range.upperBound..<end].drop(while: \.isSpace)
    if rest.first == UInt8(ascii: ",") { rest = rest.dropFirst().drop(while: \.isSpace) }
    guard text.isBlank(start..<range.lowerBound), rest.first?.endsCode == true else { return nil }
    var top = lines.lowerBound
    while let comment = statement.innerComments.first(where: { text.lines(of: $0).lowerBound == top - 1 }) {
      let line = text.source.lines.range(ofLine: top - 1)
      guard text.isBlank(line.lowerBound..<comment.lowerBound) else { break }
      top -= 1
    }
    return text.source.lines.range(ofLine: top).lowerBound..<end
  }

  /// What to delete for names that follow one another: with the comma behind them, or else with the one before them.
  private func deletion(of run: [Int], _ removed: Set<Int>) -> Range<Int> {
    let first = run[0]
    let last = run[run.count - 1]
    let range = names[first].range.lowerBound..<names[last].range.upperBound
    if last + 1 < names.count, isPlain(range.upperBound..<names[last + 1].range.lowerBound) {
      return range.lowerBound..<names[last + 1].range.lowerBound
    }
    if first > 0, !removed.contains(first - 1), isPlain(names[first - 1].range.upperBound..<range.lowerBound) {
      return names[first - 1].range.upperBound..<range.upperBound
    }
    return withCommaAndBlanks(range)
  }

  /// Whether nothing is lost with the text between two names: no comment, and in parentheses no line end.
  private func isPlain(_ gap: Range<Int>) -> Bool {
    text.bytes[gap].allSatisfy {
      $0 != UInt8(ascii: "#") && !(statement.isParenthesised && $0.endsLine)
    }
  }

  /// The names with the comma behind them, and with the whole line if nothing else is on it.
  private func withCommaAndBlanks(_ range: Range<Int>) -> Range<Int> {
    let lines = text.lines(of: range)
    let start = text.source.lines.range(ofLine: lines.lowerBound).lowerBound
    let end = text.source.lines.range(ofLine: lines.upperBound).upperBound
    var rest = text.bytes[range.upperBound..<end].drop(while: \.isSpace)
    if rest.first == UInt8(ascii: ",") { rest = rest.dropFirst().drop(while: \.isSpace) }
    let startsLine = text.isBlank(start..<range.lowerBound)
    if startsLine, text.isBlank(rest.startIndex..<end) { return start..<end }
    // `b)` on a line of its own becomes `)`.
    return (startsLine ? start : range.lowerBound)..<rest.startIndex
  }
}
