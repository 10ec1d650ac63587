/// Reads what `git diff` writes of several files, as far as a review needs it: which lines there are, not what they hold.
public enum ReviewedDiffReader {
  /// Reads a diff.
  ///
  /// - Parameter text: the diff, with the prefixes `a/` and `b/`.
  /// - Returns: its files, in its order, without those that it removes.
  public static func files(in text: String) -> [ReviewedFile] {
    var files: [ReviewedFile] = []
    var section = Section()
    for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if section.isInHunk {
        section.read(line)
      } else if line.starts(with: "diff --git ".utf8) {
        section.file.map { files.append($0) }
        section = Section()
      } else if line.starts(with: "--- ".utf8) {
        section.oldPath = path(line.dropFirst(4))
      } else if line.starts(with: "+++ ".utf8) {
        section.path = path(line.dropFirst(4))
      } else if line.starts(with: "@@ ".utf8) {
        section.begin(line)
      }
    }
    section.file.map { files.append($0) }
    return files
  }

  /// What is known so far of one file.
  private struct Section {
    var path: String?, oldPath: String?
    private var hunks: [ReviewedFile.Hunk] = []
    private var first = 0, old = 0, oldLeft = 0, newLeft = 0
    private var numbers: [Int?] = []

    var isInHunk: Bool { oldLeft > 0 || newLeft > 0 }

    var file: ReviewedFile? { path.map { ReviewedFile(path: $0, oldPath: oldPath, hunks: hunks) } }

    /// `@@ -FIRST,COUNT +FIRST,COUNT @@`; a count of one is left out.
    mutating func begin(_ line: Substring.UTF8View) {
      let words = String(decoding: line, as: UTF8.self).split(separator: " ", maxSplits: 3)
      guard words.count >= 3, let before = extent(words[1]), let after = extent(words[2]) else { return }
      (old, oldLeft, first, newLeft) = (before.first, before.count, after.first, after.count)
      numbers = []
    }

    private func extent(_ word: Substring) -> (first: Int, count: Int)? {
      let parts = word.dropFirst().split(separator: ",").map { Int($0) }
      guard let first = parts.first ?? nil, let count = parts.count == 2 ? parts[1] : 1 else { return nil }
      return (first, count)
    }

    mutating func read(_ line: Substring.UTF8View) {
      switch line.first {
      case UInt8(ascii: "+"):
        numbers.append(nil)
        newLeft -= 1
      case UInt8(ascii: "-"):
        old += 1
        oldLeft -= 1
      case UInt8(ascii: "\\"): return
      // `diff.suppressBlankEmpty` leaves the blank of an empty line out.
      default:
        numbers.append(old)
        old += 1
        oldLeft -= 1
        newLeft -= 1
      }
      if !isInHunk, !numbers.isEmpty { hunks.append(ReviewedFile.Hunk(first: first, oldNumbers: numbers)) }
    }
  }

  /// The path behind a mark, without `a/` or `b/`; nil for `/dev/null`.
  private static func path(_ text: Substring.UTF8View) -> String? {
    var bytes = Array(text)
    if bytes.first == UInt8(ascii: "\"") {
      bytes = unquoted(bytes)
    } else if bytes.last == UInt8(ascii: "\t") {
      // Behind a name with a blank.
      bytes.removeLast()
    }
    let path = String(decoding: bytes, as: UTF8.self)
    return path == "/dev/null" ? nil : String(path.dropFirst(2))
  }

  /// What stands between quotation marks as C writes it.
  private static func unquoted(_ quoted: [UInt8]) -> [UInt8] {
    let escapes: [UInt8: UInt8] = [
      UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "t"): 9, UInt8(ascii: "n"): 10, UInt8(ascii: "v"): 11,
      UInt8(ascii: "f"): 12, UInt8(ascii: "r"): 13,
    ]
    var result: [UInt8] = []
    var rest = quoted.dropFirst()
    while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
      guard byte == UInt8(ascii: "\\"), let next = rest.first else {
        result.append(byte)
        continue
      }
      if let octal = UInt8(String(decoding: rest.prefix(3), as: UTF8.self), radix: 8), rest.count > 3 {
        result.append(octal)
        rest = rest.dropFirst(3)
      } else {
        result.append(escapes[next] ?? next)
        rest = rest.dropFirst()
      }
    }
    return result
  }
}
