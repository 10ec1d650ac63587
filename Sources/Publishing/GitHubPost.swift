internal import Reporting

/// Posts a review to a pull request of GitHub's.
struct GitHubPost {
  private let service: Service
  private let path: String

  init(_ service: Service, _ path: String) {
    (self.service, self.path) = (service, path)
  }

  func post(_ review: Review) throws -> ReviewRequest.Posted {
    let request = try service.value(PullRequest.self, "GET", path)
    guard request.head.sha == review.change.head else {
      throw ServiceError.otherHead(service: service.kind.name, expected: request.head.sha, found: review.change.head)
    }
    let comments: [Text] = try service.list(of: Text.self, "\(path)/comments")
    let reviews: [Text] = try service.list(of: Text.self, "\(path)/reviews")
    let rest = review.unsaid(in: (comments + reviews).compactMap(\.body))
    guard !rest.isEmpty else { return ReviewRequest.Posted(review: rest, address: nil) }
    do {
      return try send(rest)
    } catch let error as HTTPError {
      // Another view of the diff than ours: better one text than nothing.
      guard case .refused(_, _, 422, _) = error, !rest.comments.isEmpty else { throw error }
      return try send(rest.asText)
    }
  }

  private func send(_ review: Review) throws -> ReviewRequest.Posted {
    let answer = try service.value(Answer.self, "POST", "\(path)/reviews", body: GitHubReview(review))
    return ReviewRequest.Posted(review: review, address: answer.address)
  }

  private struct PullRequest: Decodable {
    let head: Head

    struct Head: Decodable {
      let sha: String
    }
  }

  private struct Text: Decodable {
    let body: String?
  }

  private struct Answer: Decodable {
    let address: String?

    enum CodingKeys: String, CodingKey {
      case address = "html_url"
    }
  }
}
