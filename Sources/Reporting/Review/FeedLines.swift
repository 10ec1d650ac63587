internal import SourceText

/// The lines of a text as git and the services count them: each ends with a line feed, and a carriage return is a part of it.
struct FeedLines {
  /// The offset of each line's first byte, and behind them the end of the text.
  private let bounds: [Int]

  /// Counts the lines of a text.
  init(_ bytes: [UInt8]) {
    var bounds = [0]
    for (offset, byte) in bytes.enumerated() where byte == .lineFeed { bounds.append(offset + 1) }
    if bounds.last != bytes.count { bounds.append(bytes.count) }
    self.bounds = bounds
  }

  /// How many lines there are.
  var count: Int { bounds.count - 1 }

  /// The line, counted from 1, that holds an offset; behind the last line that is the one after it.
  ///
  /// - Complexity: O(log n) in the number of lines.
  func number(at offset: Int) -> Int {
    var (low, high) = (0, bounds.count)
    while low + 1 < high {
      let middle = (low + high) / 2
      if bounds[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The lines, counted from 1, that some bytes lie on.
  func numbers(of bytes: Range<Int>) -> Range<Int> {
    let first = number(at: bytes.lowerBound)
    return first..<(bytes.isEmpty ? first : number(at: bytes.upperBound - 1) + 1)
  }

  /// The bytes of some lines, counted from 1, with their ends.
  func bytes(of lines: Range<Int>) -> Range<Int> {
    bounds[lines.lowerBound - 1]..<bounds[lines.upperBound - 1]
  }
}
