extension Edit {
  /// The smallest edits of whole lines that turn a text into another, in the order of the text.
  ///
  /// They are what a diff without context shows, and no two of them touch.
  public static func ofLines(from before: [UInt8], to after: [UInt8]) -> [Edit] {
    let old = UnifiedDiff.lines(of: before[...])
    let new = UnifiedDiff.lines(of: after[...])
    return LineDifference(before: old, after: new).changes.map { change in
      let start = change.before.lowerBound < old.count ? old[change.before.lowerBound].startIndex : before.count
      let end = change.before.last.map { old[$0].endIndex } ?? start
      return .replacement(start..<end, with: Array(new[change.after].joined()))
    }
  }
}
