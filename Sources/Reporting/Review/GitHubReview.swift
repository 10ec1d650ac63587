/// A review as GitHub's REST API takes it: the body of `POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews`.
public struct GitHubReview: Encodable, Sendable {
  let commitID: String
  let event = "COMMENT"
  /// The review's own text.
  let body: String
  let comments: [Comment]

  /// Writes a review down.
  public init(_ review: Review) {
    let markdown = ReviewMarkdown(review, batch: "in one commit (“Add suggestion to batch”)") { _ in "suggestion" }
    commitID = review.change.head
    body = markdown.body
    comments = review.comments.map { Comment($0, markdown.text(of: $0)) }
  }

  /// The payload as a file.
  public var bytes: [UInt8] { encodedJSON(self) }

  enum CodingKeys: String, CodingKey {
    case commitID = "commit_id"
    case event, body, comments
  }

  /// A comment on lines of the new version; on a single line it has no start.
  struct Comment: Encodable, Sendable {
    let path, body: String
    let startLine: Int?, startSide: String?
    let line: Int
    let side = "RIGHT"

    init(_ comment: ReviewComment, _ body: String) {
      let isLong = comment.lines.count > 1
      (path, self.body, line) = (comment.file.path, body, comment.lines.upperBound - 1)
      (startLine, startSide) = isLong ? (comment.lines.lowerBound, "RIGHT") : (nil, nil)
    }

    enum CodingKeys: String, CodingKey {
      case path, body, line, side
      case startLine = "start_line"
      case startSide = "start_side"
    }
  }
}
