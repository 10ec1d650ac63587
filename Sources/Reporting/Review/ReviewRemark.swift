internal import Rewriting

/// Something to be said about an import that a change touches.
struct ReviewRemark: Sendable {
  /// What it costs, who needs it, what can be done; sentences with their full stops, names between backticks.
  let sentences: [String]
  /// What is to be watched if it is done; sentences with their full stops.
  let cautions: [String]
  /// What repairs it; none if nothing does.
  let fixes: [AtomicFix]
  /// The file that the import stands in, from the repository's folder on, and its line.
  let path: String, line: Int
  /// The lines of it that the change wrote; nil if none are known.
  let anchor: Range<Int>?
  /// Nanoseconds that it costs a start.
  let time: Double
  /// The same as long as the same is said, wherever its lines move to.
  let fingerprint: String

  /// The place as people write it.
  var place: String { "\(path):\(line)" }
}
