/// The texts of a review in Markdown, in which no name can become markup.
struct ReviewMarkdown {
  private let review: Review
  /// How the service's blocks for suggestions are called for so many lines.
  private let language: (_ lineCount: Int) -> String
  /// How several suggestions are applied together there.
  private let batch: String

  /// The most bytes of a patch that are folded into a comment; services take texts of 65,536 characters.
  private static let mostBytes = 40_000

  init(_ review: Review, batch: String, language: @escaping (_ lineCount: Int) -> String) {
    (self.review, self.batch, self.language) = (review, batch, language)
  }

  /// The text of a comment.
  func text(of comment: ReviewComment) -> String {
    var parts: [String] = []
    switch comment.form {
    case .suggestion(let text, let part, let count):
      if part == 1 { parts += sentences(comment.remark) }
      if count > 1 {
        parts.append(
          "Part \(part) of \(count)\(part == 1 ? "" : " of what is said at \(MarkdownText.code(comment.remark.place))"): "
            + "apply all of them \(batch), since one without the others breaks the program.\n"
        )
      }
      parts.append(Self.suggestion(text, language(comment.lines.count)))
      if part == 1 { parts += closing(comment.remark) }
    case .folded(let patch):
      parts += sentences(comment.remark)
      if let patch { parts.append(folded(patch)) }
      parts += closing(comment.remark)
    }
    return parts.joined(separator: "\n") + "\n\(comment.marker.text)\n"
  }

  /// The review's own text.
  var body: String {
    var parts = ["## Cold start\n", MarkdownText.message(review.summary) + "\n"]
    for remark in review.notes {
      let patch = ReviewPatch.diff(of: remark.fixes, in: review.repository)
      parts.append("**\(MarkdownText.code(remark.place))**\n")
      parts += sentences(remark)
      if review.patchFile == nil, !patch.isEmpty { parts.append(folded(patch)) }
    }
    if case .proven(let starts) = review.proof {
      parts.append("With everything that was planned, each start in a fresh process:\n")
      parts.append(starts.map { "- \(MarkdownText.code($0.event)): \(MarkdownText.plain($0.figures))\n" }.joined())
    }
    if !review.patch.isEmpty, let file = review.patchFile {
      parts.append("All of it as a patch is attached: \(MarkdownText.code(file)) (`git apply` takes it).\n")
    }
    if !review.patch.isEmpty || review.proof.isRefuted {
      parts.append("<sub>\(MarkdownText.message(review.proof.remark))</sub>\n")
    }
    let markers = review.notes.map { ReviewMarker($0.fingerprint).text + "\n" }
    return (parts + (markers.isEmpty ? [] : [markers.joined()])).joined(separator: "\n")
  }

  private func sentences(_ remark: ReviewRemark) -> [String] {
    var texts = remark.sentences.map(MarkdownText.message)
    if let first = texts.first { texts[0] = "**\(first)**" }
    return [texts.joined(separator: " ") + "\n"] + remark.cautions.map { "Caution: \(MarkdownText.message($0))\n" }
  }

  private func closing(_ remark: ReviewRemark) -> [String] {
    remark.fixes.isEmpty ? [] : ["<sub>\(MarkdownText.message(review.proof.remark))</sub>\n"]
  }

  private func folded(_ patch: [UInt8]) -> String {
    guard patch.count <= Self.mostBytes else {
      return "The patch is too long to be shown here"
        + (review.patchFile.map { ": it is in \(MarkdownText.code($0)).\n" } ?? "; `\(Tool.name) fix` writes it.\n")
    }
    return "<details>\n<summary>The patch</summary>\n\n\(MarkdownText.block(patch, language: "diff"))\n</details>\n"
  }

  /// A block that replaces lines; one without a line deletes them.
  private static func suggestion(_ text: [UInt8], _ language: String) -> String {
    text.isEmpty ? "```\(language)\n```\n" : MarkdownText.block(text, language: language)
  }
}

extension ReviewProof {
  /// Whether there was a patch that did not hold.
  var isRefuted: Bool {
    if case .refuted = self { true } else { false }
  }
}
