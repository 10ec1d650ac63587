/// A file's text as bytes, because not every source file is valid UTF-8 and every untouched byte must survive.
public struct SourceFile: Sendable, Hashable {
  /// The path under which reports and diffs name the file.
  public let path: String
  /// The text as it is on disk.
  public let bytes: [UInt8]
  /// Where its lines begin.
  public let lines: LineIndex

  /// A file from bytes that are already at hand.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    self.lines = LineIndex(bytes)
  }

  /// A file from text, for examples and tests.
  public init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  /// Reads a file from disk.
  public static func read(_ path: String) throws(SourceTextError) -> SourceFile {
    if let bytes = RegularFile.contents(of: path) { return SourceFile(path: path, bytes: bytes) }
    throw .unreadable(path: path, reason: RegularFile.problem(with: path))
  }

  /// The bytes of a range as text; bytes that are not UTF-8 become replacement characters.
  public func text(in range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// The same file after some edits.
  public func applying(_ edits: [Edit]) throws(SourceTextError) -> SourceFile {
    SourceFile(path: path, bytes: try SourceText.applying(edits, to: bytes))
  }
}
