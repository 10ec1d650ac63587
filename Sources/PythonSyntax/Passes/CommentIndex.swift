internal import SourceText
internal import TreeSitter

/// The comments of a file by line; a line has at most one.
struct CommentIndex {
  private var byLine: [Int: Range<Int>] = [:]
  private var ownLines: Set<Int> = []
  private let text: ParsableText

  init(_ root: Node, _ text: ParsableText) {
    self.text = text
    for node in root.tree.nodes where node.kind == .comment {
      let line = text.source.lines.line(at: node.range.lowerBound)
      // The grammar leaves the first half of a `\r\n` with the comment.
      let isEnded = text.source.bytes[node.range].last == .carriageReturn
      byLine[line] = node.range.lowerBound..<(node.range.upperBound - (isEnded ? 1 : 0))
      if text.startsLine(at: node.range.lowerBound) { ownLines.insert(line) }
    }
  }

  /// The comment on a line.
  func comment(onLine line: Int) -> Range<Int>? { byLine[line] }

  /// Whether a line holds a comment and nothing else.
  func isOwnLine(_ line: Int) -> Bool { ownLines.contains(line) }

  /// The comments on lines of their own directly above a line, from the top.
  func above(line: Int) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var line = line - 1
    while ownLines.contains(line), let comment = byLine[line] {
      result.append(comment)
      line -= 1
    }
    return result.reversed()
  }

  /// Whether the comment on a line says `libprof: keep`.
  func saysKeep(onLine line: Int) -> Bool {
    byLine[line].map { Directive.all(in: text.text($0)).contains(where: \.isKeep) } ?? false
  }
}
