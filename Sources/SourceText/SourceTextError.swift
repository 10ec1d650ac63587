/// Why a text could not be read or changed.
public enum SourceTextError: Error, Hashable, CustomStringConvertible {
  /// The file could not be read.
  case unreadable(path: String, reason: String)
  /// Two edits want the same bytes.
  case overlappingEdits(Edit, Edit)
  /// An edit reaches beyond the end of the text.
  case editOutOfBounds(Edit, count: Int)

  /// The error as a sentence that names what failed and why.
  public var description: String {
    switch self {
    case .unreadable(let path, let reason):
      "\(path) cannot be read: \(reason)"
    case .overlappingEdits(let first, let second):
      "two edits overlap, at bytes \(first.range) and \(second.range); apply them one after the other"
    case .editOutOfBounds(let edit, let count):
      "the edit at bytes \(edit.range) lies outside the text of \(count) bytes; was it made for another version?"
    }
  }
}
