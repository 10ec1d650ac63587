/// A review for people at a prompt.
public struct ReviewText {
  /// The text, with a line end behind each line.
  public let bytes: [UInt8]

  /// Writes a review down: what is said, each with the patch.
  public init(_ review: Review) {
    var bytes: [UInt8] = []
    func write(_ lines: [String]) { bytes += lines.wrapped.utf8 }
    write([review.summary])
    for remark in review.asText.notes.sorted(by: { ($0.path, $0.line) < ($1.path, $1.line) }) {
      write(["", "\(remark.place): \(remark.sentences.joined(separator: " "))"])
      write(remark.cautions.map { "  Caution: \($0)" })
      bytes += ReviewPatch.diff(of: remark.fixes, in: review.repository)
    }
    if case .proven(let starts) = review.proof { write([""] + starts.map { "\($0.event): \($0.figures)" }) }
    if !review.patch.isEmpty || review.proof.isRefuted { write(["", review.proof.remark]) }
    self.bytes = bytes
  }
}
