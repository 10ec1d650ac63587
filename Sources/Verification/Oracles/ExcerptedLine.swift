/// A line cut to what fits into a message.
struct ExcerptedLine {
  let text: String

  /// Cuts a text after its first characters; of two that are compared, both start at the same character.
  init(_ line: String, from start: Int = 0, limit: Int = 80) {
    let tail = line.dropFirst(start)
    text = (start > 0 ? "…" : "") + tail.prefix(limit) + (tail.count > limit ? "…" : "")
  }

  /// Where to start so that the first difference of two lines is seen: a little before it, if it lies far back.
  static func start(of line: String, against other: String) -> Int {
    let common = zip(line, other).prefix { $0 == $1 }.count
    return common < 60 ? 0 : common - 20
  }
}
