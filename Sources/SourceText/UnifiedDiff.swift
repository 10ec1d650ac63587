/// The difference between two versions of one file, as `git apply` and `patch -p1` accept it.
public struct UnifiedDiff: Sendable, Hashable {
  /// The diff, empty if the versions are equal.
  ///
  /// Source text is copied byte for byte, whatever its encoding.
  public let bytes: [UInt8]
  /// How many hunks it has.
  public let hunkCount: Int

  /// Compares two versions of a file.
  ///
  /// - Parameters:
  ///   - path: the file's path below the folder in which the patch is applied.
  ///   - before: the version to change.
  ///   - after: the version to reach.
  ///   - context: how many unchanged lines to show around a change.
  public init(path: String, before: [UInt8], after: [UInt8], context: Int = 3) {
    let old = Self.lines(of: before[...])
    let new = Self.lines(of: after[...])
    let hunks = Self.hunks(LineDifference(before: old, after: new).changes, context: context)
    hunkCount = hunks.count
    guard !hunks.isEmpty else {
      bytes = []
      return
    }
    var output = Self.header("--- ", "a/" + path) + Self.header("+++ ", "b/" + path)
    for hunk in hunks { Self.write(hunk, old, new, context: context, to: &output) }
    bytes = output
  }

  /// The diff as text; bytes that are not UTF-8 become replacement characters.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Splits after each `\n` only: to `git` and `patch` a carriage return is part of the line.
  static func lines(of bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = bytes.startIndex
    for offset in bytes.indices where bytes[offset] == .lineFeed {
      lines.append(bytes[start...offset])
      start = offset + 1
    }
    if start < bytes.endIndex { lines.append(bytes[start...]) }
    return lines
  }

  /// Joins changes whose context would touch or overlap.
  private static func hunks(_ changes: [LineDifference.Change], context: Int) -> [[LineDifference.Change]] {
    var hunks: [[LineDifference.Change]] = []
    for change in changes {
      if let last = hunks.last?.last, change.before.lowerBound - last.before.upperBound <= 2 * context {
        hunks[hunks.count - 1].append(change)
      } else {
        hunks.append([change])
      }
    }
    return hunks
  }

  private static func write(
    _ hunk: [LineDifference.Change],
    _ old: [ArraySlice<UInt8>],
    _ new: [ArraySlice<UInt8>],
    context: Int,
    to output: inout [UInt8]
  ) {
    guard let first = hunk.first, let last = hunk.last else { return }
    let head = min(context, first.before.lowerBound)
    let tail = min(context, old.count - last.before.upperBound)
    let before = (first.before.lowerBound - head)..<(last.before.upperBound + tail)
    let after = (first.after.lowerBound - head)..<(last.after.upperBound + tail)
    output += "@@ -\(extent(before)) +\(extent(after)) @@\n".utf8
    var position = before.lowerBound
    func line(_ mark: Character, _ text: ArraySlice<UInt8>) {
      output += String(mark).utf8
      output += text
      if text.last != .lineFeed { output += "\n\\ No newline at end of file\n".utf8 }
    }
    for change in hunk {
      for line_ in old[position..<change.before.lowerBound] { line(" ", line_) }
      for line_ in old[change.before] { line("-", line_) }
      for line_ in new[change.after] { line("+", line_) }
      position = change.before.upperBound
    }
    for line_ in old[position..<before.upperBound] { line(" ", line_) }
  }

  /// A hunk's first line and length; an empty one names the line in front of it, and a length of 1 goes without saying.
  private static func extent(_ range: Range<Int>) -> String {
    switch range.count {
    case 0: "\(range.lowerBound),0"
    case 1: "\(range.lowerBound + 1)"
    default: "\(range.lowerBound + 1),\(range.count)"
    }
  }

  /// Names a file as git does: quoted as in C if it has special bytes, followed by a tab if it has a space, because
  /// `patch` would otherwise end the name there.
  static func header(_ mark: String, _ path: String) -> [UInt8] {
    let name = QuotedPath(path)
    return Array((mark + name.text + (path.contains(" ") ? "\t" : "") + "\n").utf8)
  }
}
