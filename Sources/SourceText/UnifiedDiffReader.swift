/// Reads the unified diff of one file, strictly: what it says of the old version must hold line by line.
public struct UnifiedDiffReader: Sendable, Hashable {
  private struct Hunk: Hashable {
    /// The first line in the old and in the new version, from 0.
    var before: Int, after: Int
    var removed: [ArraySlice<UInt8>] = []
    var added: [ArraySlice<UInt8>] = []
  }

  private var hunks: [Hunk] = []

  /// Reads a diff.
  ///
  /// - Parameters:
  ///   - bytes: the two lines that name the file, and the hunks.
  ///   - path: the file that it must be for, below the folder in which the patch is applied.
  /// - Throws: `UnifiedDiffError`.
  public init(_ bytes: ArraySlice<UInt8>, path: String) throws(UnifiedDiffError) {
    var lines = UnifiedDiff.lines(of: bytes)[...]
    for (mark, side) in [("--- ", "a/"), ("+++ ", "b/")] {
      guard let line = lines.popFirst(), Array(line) == UnifiedDiff.header(mark, side + path) else {
        throw .otherFile(expected: path)
      }
    }
    while let line = lines.popFirst() {
      guard let (before, after) = Self.extents(line) else { throw .malformed }
      var hunk = Hunk(before: before.lowerBound, after: after.lowerBound)
      while hunk.removed.count < before.count || hunk.added.count < after.count {
        guard let line = lines.popFirst(), let mark = line.first else { throw .malformed }
        var text = line.dropFirst()
        if lines.first?.first == UInt8(ascii: "\\") {
          lines.removeFirst()
          text = text.dropLast()
        }
        switch mark {
        case UInt8(ascii: " "):
          hunk.removed.append(text)
          hunk.added.append(text)
        case UInt8(ascii: "-"): hunk.removed.append(text)
        case UInt8(ascii: "+"): hunk.added.append(text)
        default: throw .malformed
        }
      }
      guard hunk.removed.count == before.count, hunk.added.count == after.count else { throw .malformed }
      hunks.append(hunk)
    }
    guard !hunks.isEmpty else { throw .malformed }
  }

  /// The new version, made of the old one.
  ///
  /// - Throws: `UnifiedDiffError.doesNotFit` if the old one is another.
  public func applied(to old: [UInt8]) throws(UnifiedDiffError) -> [UInt8] {
    try replaced(in: old, hunks.map { ($0.before, $0.removed, $0.added) })
  }

  /// The old version, made of the new one.
  ///
  /// - Throws: `UnifiedDiffError.doesNotFit` if the new one is another.
  public func reverted(from new: [UInt8]) throws(UnifiedDiffError) -> [UInt8] {
    try replaced(in: new, hunks.map { ($0.after, $0.added, $0.removed) })
  }

  private func replaced(
    in bytes: [UInt8],
    _ places: [(start: Int, old: [ArraySlice<UInt8>], new: [ArraySlice<UInt8>])]
  ) throws(UnifiedDiffError) -> [UInt8] {
    let lines = UnifiedDiff.lines(of: bytes[...])
    var output: [UInt8] = []
    var position = 0
    for (start, old, new) in places {
      guard start >= position, start + old.count <= lines.count,
        zip(lines[start...], old).allSatisfy({ $0.elementsEqual($1) })
      else { throw .doesNotFit(line: start + 1) }
      for line in lines[position..<start] { output += line }
      for line in new { output += line }
      position = start + old.count
    }
    for line in lines[position...] { output += line }
    return output
  }

  /// `@@ -FIRST,COUNT +FIRST,COUNT @@`, as ranges of lines from 0.
  private static func extents(_ line: ArraySlice<UInt8>) -> (Range<Int>, Range<Int>)? {
    let words = String(decoding: line, as: UTF8.self).split(separator: " ")
    guard words.count >= 4, words[0] == "@@", words[3].hasPrefix("@@"), words[1].hasPrefix("-"),
      words[2].hasPrefix("+"),
      let before = extent(words[1].dropFirst()), let after = extent(words[2].dropFirst())
    else { return nil }
    return (before, after)
  }

  private static func extent(_ text: Substring) -> Range<Int>? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard let first = parts.first ?? nil, parts.count <= 2, first >= 0, first < 1 << 40 else { return nil }
    guard parts.count == 2 else { return first > 0 ? (first - 1)..<first : nil }
    guard let count = parts[1], count >= 0, count < 1 << 40 else { return nil }
    if count == 0 { return first..<first }
    return first > 0 ? (first - 1)..<(first - 1 + count) : nil
  }
}

/// Why a diff cannot be used.
public enum UnifiedDiffError: Error, Hashable, CustomStringConvertible {
  /// It is no unified diff of one file.
  case malformed
  /// It is for another file.
  case otherFile(expected: String)
  /// The text is not the one it was made for.
  case doesNotFit(line: Int)

  /// What is wrong.
  public var description: String {
    switch self {
    case .malformed: "it is no unified diff"
    case .otherFile(let expected): "its part for \(QuotedPath(expected).text) is missing"
    case .doesNotFit(let line): "it does not fit at line \(line)"
    }
  }
}
