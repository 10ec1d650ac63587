internal import Rewriting
internal import SourceText

/// Lines to be put in the place of others, as services offer them to be applied by a click.
struct SuggestedLines: Sendable, Hashable {
  /// The lines to be replaced, counted from 1; never none.
  let lines: Range<Int>
  /// What is to stand there, with its line ends; empty to delete them.
  let text: [UInt8]

  /// The most lines that several changes are put together in, so that they can still be seen.
  private static let mostLines = 30
  /// The most lines that GitLab lets a suggestion replace, and the most bytes that leave room for words beside them.
  private static let mostReplaced = 100, mostBytes = 40_000

  /// The suggestions that together make a patch of a file.
  ///
  /// A service takes a suggestion only where all of its lines are in the diff under review, and of two for one line only one. What
  /// lies close together in one hunk is one suggestion, so that nobody applies half of it.
  /// - Parameters:
  ///   - patch: the file before and after.
  ///   - file: what the change shows of it.
  ///   - taken: lines that others suggest to replace.
  /// - Returns: nil if the patch cannot be suggested.
  static func all(for patch: Patch.File, in file: ReviewedFile, besides taken: [Range<Int>]) -> [SuggestedLines]? {
    // What a service makes of carriage returns and of other encodings is not known.
    guard
      [patch.before, patch.after].allSatisfy({ text in
        !text.contains(.carriageReturn) && String(validating: text, as: UTF8.self) != nil
      })
    else { return nil }
    let lines = FeedLines(patch.before)
    var pieces: [(lines: Range<Int>, edits: [Edit])] = []
    for edit in patch.lineEdits {
      guard let place = place(of: edit, lines, file, taken) else { return nil }
      if let last = pieces.last, last.lines.overlaps(place) {
        let union = min(last.lines.lowerBound, place.lowerBound)..<max(last.lines.upperBound, place.upperBound)
        pieces[pieces.count - 1] = (union, last.edits + [edit])
      } else {
        pieces.append((place, [edit]))
      }
    }
    if let first = pieces.first, let last = pieces.last, pieces.count > 1 {
      let span = first.lines.lowerBound..<last.lines.upperBound
      if span.count <= mostLines, isFree(span, file, taken) { pieces = [(span, pieces.flatMap(\.edits))] }
    }
    var result: [SuggestedLines] = []
    for piece in pieces {
      let bytes = lines.bytes(of: piece.lines)
      let edits = piece.edits.map { edit in
        Edit.replacement(
          (edit.range.lowerBound - bytes.lowerBound)..<(edit.range.upperBound - bytes.lowerBound),
          with: edit.replacement
        )
      }
      guard isFree(piece.lines, file, taken), let text = try? applying(edits, to: Array(patch.before[bytes])),
        piece.lines.count <= mostReplaced, text.count <= mostBytes
      else { return nil }
      result.append(SuggestedLines(lines: piece.lines, text: text))
    }
    return result
  }

  /// The lines that an edit replaces; what is only put in replaces the line behind it, or the one in front.
  private static func place(
    of edit: Edit,
    _ lines: FeedLines,
    _ file: ReviewedFile,
    _ taken: [Range<Int>]
  ) -> Range<Int>? {
    let own = lines.numbers(of: edit.range)
    guard own.isEmpty else { return own }
    return [own.lowerBound, own.lowerBound - 1].filter { (1...max(lines.count, 1)).contains($0) }
      .map { $0..<($0 + 1) }
      .first { isFree($0, file, taken) }
  }

  private static func isFree(_ lines: Range<Int>, _ file: ReviewedFile, _ taken: [Range<Int>]) -> Bool {
    file.hunk(holding: lines) != nil && !taken.contains { $0.overlaps(lines) }
  }
}
