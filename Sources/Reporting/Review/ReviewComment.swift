internal import Recording

/// A comment on lines of a change.
public struct ReviewComment: Sendable {
  /// What stands in it beside its sentences.
  enum Form: Sendable, Hashable {
    /// Lines to be put in the place of those commented on; of several parts of one fix, which of how many.
    case suggestion(text: [UInt8], part: Int, count: Int)
    /// The patch, folded; nil if there is none.
    case folded(patch: [UInt8]?)
  }

  /// The file as the change shows it.
  let file: ReviewedFile
  /// The lines, counted from 1, within one hunk.
  let lines: Range<Int>
  /// What is said.
  let remark: ReviewRemark
  /// What stands in it.
  let form: Form

  /// By what a later run knows it; other lines are another suggestion, since the one before does not fit them.
  var marker: ReviewMarker {
    guard case .suggestion(let text, let part, _) = form else { return ReviewMarker(remark.fingerprint) }
    return ReviewMarker("\(remark.fingerprint)-\(part)-\(Digest.hexadecimal(of: text).prefix(8))")
  }

  /// Whether a reader can apply it by a click.
  public var isSuggestion: Bool {
    if case .suggestion = form { true } else { false }
  }
}

/// A line of Markdown that nobody sees, by which a later run knows what it has said already.
struct ReviewMarker: Sendable, Hashable {
  let text: String

  init(_ fingerprint: String) { text = "<!-- \(Tool.name) review \(fingerprint) -->" }
}
