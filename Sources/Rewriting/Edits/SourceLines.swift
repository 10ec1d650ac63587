internal import SourceText

/// Questions about the lines of a file that removing and placing imports have in common.
struct SourceLines {
  let source: SourceFile
  var bytes: [UInt8] { source.bytes }

  init(_ source: SourceFile) {
    self.source = source
  }

  /// The bytes of a line; a byte order mark belongs to the file and not to its first line.
  func range(ofLine line: Int) -> Range<Int> {
    let range = source.lines.range(ofLine: line)
    guard line == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { return range }
    return 3..<range.upperBound
  }

  /// The lines that a range touches.
  func lines(of range: Range<Int>) -> ClosedRange<Int> {
    source.lines.line(at: range.lowerBound)...source.lines.line(at: max(range.lowerBound, range.upperBound - 1))
  }

  /// Whether a line is there and holds nothing but white space.
  func isBlank(line: Int) -> Bool {
    line >= 1 && line <= source.lines.count && isBlank(range(ofLine: line))
  }

  /// Whether a range holds nothing but white space.
  func isBlank(_ range: Range<Int>) -> Bool {
    bytes[range].allSatisfy { $0.isSpace || $0.endsLine }
  }

  /// Whether a line has no code left when some ranges of it are taken out.
  func isEmpty(_ line: Range<Int>, without ranges: [Range<Int>]) -> Bool {
    for offset in line where !ranges.contains(where: { $0.contains(offset) }) {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "#") { return true }
      if !byte.isSpace, !byte.endsLine, byte != UInt8(ascii: ";") { return false }
    }
    return true
  }
}

extension UInt8 {
  /// Whether it is a blank, a tab or a form feed.
  var isSpace: Bool { self == .space || self == .tab || self == .formFeed }
  /// Whether it ends a line.
  var endsLine: Bool { self == .lineFeed || self == .carriageReturn }
  /// Whether no code follows it on its line.
  var endsCode: Bool { endsLine || self == UInt8(ascii: "#") }
}
