/// How a file is written, so that what is added looks the same.
public struct FileStyle: Sendable, Hashable {
  /// What ends a line.
  public enum Newline: String, Sendable, Hashable, CaseIterable {
    case lineFeed = "\n"
    case carriageReturnLineFeed = "\r\n"
    case carriageReturn = "\r"
  }

  /// Which quotes strings stand in.
  public enum Quote: String, Sendable, Hashable, CaseIterable {
    case double = "\""
    case single = "'"
  }

  /// The white space of one level; four spaces in a file without any block.
  public var indentation: [UInt8] = Array(repeating: 0x20, count: 4)
  /// The usual line end.
  public var newline = Newline.lineFeed
  /// The usual quotes.
  public var quote = Quote.double

  /// The style of a file that shows none.
  public init() {}
}
