internal import SourceText
internal import TreeSitter

/// Finds where a first statement of a function would be inserted.
struct BodyStartFinder {
  let text: ParsableText
  let comments: CommentIndex

  func bodyStart(of function: Node) -> BodyStart? {
    guard let block = function.child(.body), let first = block.statements.first else { return nil }
    let lines = text.source.lines
    let start = first.range.lowerBound
    let docstring = block.docstring(in: text)
    var isInline = !text.startsLine(at: start) || isContinued(lineOf: start)
    var offset: Int
    if let docstring {
      let end = docstring.range.upperBound
      offset = lines.lineEnd(of: end)
      let rest = text.source.bytes[end..<offset].drop(while: \.isBlank).first
      if let rest, rest != UInt8(ascii: "#"), rest != .lineFeed, rest != .carriageReturn { isInline = true }
    } else {
      offset = lines.lineStart(of: start)
      // Comments above the first statement are about that statement and stay with it, but for a type comment, which
      // must be the first thing in the body.
      for comment in comments.above(line: lines.line(at: start)).reversed() {
        let isInside = comment.lowerBound > function.range.lowerBound
        guard isInside, !text.text(comment).hasPrefix("# type:") else { break }
        offset = lines.lineStart(of: comment.lowerBound)
      }
    }
    return BodyStart(
      offset: offset,
      indentation: isInline ? [] : Array(text.source.bytes[lines.lineStart(of: start)..<start]),
      isInline: isInline,
      followsDocstring: docstring != nil,
      docstring: docstring?.range
    )
  }

  /// Whether the line before goes on with a backslash.
  private func isContinued(lineOf offset: Int) -> Bool { text.continuesLine(at: offset) }
}

extension ParsableText {
  /// Whether the line of an offset continues the one before it by a backslash.
  func continuesLine(at offset: Int) -> Bool {
    let start = source.lines.lineStart(of: offset)
    let before = source.bytes[..<start].suffix(3).filter { $0 != .lineFeed && $0 != .carriageReturn }
    return start > 0 && before.last == UInt8(ascii: "\\")
  }
}
