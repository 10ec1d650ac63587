/// Where each line of a text begins, with `\n`, `\r\n` and a lone `\r` all ending a line, as Python's tokenizer has it.
public struct LineIndex: Sendable, Hashable {
  /// The offset of each line's first byte; after a final line end one more entry points behind the text.
  private let starts: [Int]
  private let length: Int

  /// Indexes the lines of a text.
  ///
  /// - Complexity: O(n) in the number of bytes.
  public init(_ bytes: [UInt8]) {
    var starts = [0]
    var offset = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      if byte == .carriageReturn, offset < bytes.count, bytes[offset] == .lineFeed { offset += 1 }
      if byte == .lineFeed || byte == .carriageReturn { starts.append(offset) }
    }
    self.starts = starts
    self.length = bytes.count
  }

  /// How many lines hold text; an empty text has none, and a final line end begins no further line.
  public var count: Int { starts.last == length ? starts.count - 1 : starts.count }

  /// The line, counted from 1, that holds an offset; behind a final line end that is the line after the last.
  ///
  /// - Complexity: O(log n) in the number of lines.
  public func line(at offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The line and the column of an offset.
  public func position(at offset: Int) -> SourcePosition {
    let line = line(at: offset)
    return SourcePosition(line: line, column: offset - starts[line - 1] + 1)
  }

  /// The bytes of a line, its line end included; empty for the line after the last.
  public func range(ofLine line: Int) -> Range<Int> {
    guard line >= 1 else { return 0..<0 }
    guard line <= starts.count else { return length..<length }
    return starts[line - 1]..<(line < starts.count ? starts[line] : length)
  }

  /// The offset at which the line that holds an offset begins.
  public func lineStart(of offset: Int) -> Int { starts[line(at: offset) - 1] }

  /// The offset behind the line end of the line that holds an offset.
  public func lineEnd(of offset: Int) -> Int { range(ofLine: line(at: offset)).upperBound }
}
