/// A review as discussions of a merge request: each element is the body of `POST /projects/:id/merge_requests/:iid/discussions`.
public struct GitLabReview: Sendable {
  /// A note, on a line of the change or on all of it.
  public struct Discussion: Encodable, Sendable {
    /// The note.
    public let body: String
    /// Where it stands; nil for the change as a whole.
    public let position: Position?
  }

  /// A line as GitLab names it: by three commits, and one that the change did not write by both of its numbers.
  public struct Position: Encodable, Sendable {
    let type = "text"
    let base, start, head: String
    /// The file.
    public let path: String
    let oldPath: String
    /// The line.
    public let line: Int
    let oldLine: Int?

    enum CodingKeys: String, CodingKey {
      case type = "position_type"
      case base = "base_sha"
      case start = "start_sha"
      case head = "head_sha"
      case path = "new_path"
      case oldPath = "old_path"
      case line = "new_line"
      case oldLine = "old_line"
    }
  }

  /// The discussions: what concerns the change as a whole, then its lines.
  public let discussions: [Discussion]

  /// Writes a review down.
  public init(_ review: Review) {
    // The lines above the one that the note stands at, and none below.
    let markdown = ReviewMarkdown(review, batch: "in one commit (“Add suggestion to batch”)") {
      "suggestion:-\($0 - 1)+0"
    }
    let change = review.change
    discussions =
      [Discussion(body: markdown.body, position: nil)]
      + review.comments.map { comment in
        let line = comment.lines.upperBound - 1
        return Discussion(
          body: markdown.text(of: comment),
          position: Position(
            base: change.base,
            start: change.target,
            head: change.head,
            path: comment.file.path,
            oldPath: comment.file.oldPath,
            line: line,
            oldLine: comment.file.hunk(holding: comment.lines)?.oldNumber(of: line)
          )
        )
      }
  }

  /// The payloads as a file.
  public var bytes: [UInt8] { encodedJSON(discussions) }
}

extension GitLabReview.Discussion {
  /// The same for the change as a whole, with its place in words.
  public var withoutPosition: GitLabReview.Discussion {
    let place = position.map { "\(MarkdownText.code("\($0.path):\($0.line)"))\n\n" } ?? ""
    return GitLabReview.Discussion(body: place + body, position: nil)
  }
}
