internal import Reporting

/// Posts a review to a merge request of GitLab's, one discussion after the other.
struct GitLabPost {
  private let service: Service
  private let path: String

  init(_ service: Service, _ path: String) {
    (self.service, self.path) = (service, path)
  }

  func post(_ review: Review) throws -> ReviewRequest.Posted {
    // The newest version comes first; positions are told by its commits.
    let versions = try service.value([Version].self, "GET", "\(path)/versions")
    guard let version = versions.first, version.head == review.change.head else {
      throw ServiceError.otherHead(
        service: service.kind.name,
        expected: versions.first?.head ?? "not known yet",
        found: review.change.head
      )
    }
    let known: [Thread] = try service.list(of: Thread.self, "\(path)/discussions")
    var rest = review.unsaid(in: known.flatMap(\.notes).compactMap(\.body))
    guard !rest.isEmpty else { return ReviewRequest.Posted(review: rest, address: nil) }
    (rest.change.base, rest.change.target) = (version.base, version.start)
    for discussion in GitLabReview(rest).discussions {
      do {
        try send(discussion)
      } catch let error as HTTPError {
        // Another view of the diff than ours: the note goes without its place.
        guard case .refused(_, _, 400, _) = error, discussion.position != nil else { throw error }
        try send(discussion.withoutPosition)
      }
    }
    return ReviewRequest.Posted(review: rest, address: nil)
  }

  private func send(_ discussion: GitLabReview.Discussion) throws {
    _ = try service.call("POST", "\(path)/discussions", body: discussion)
  }

  private struct Version: Decodable {
    let base, start, head: String

    enum CodingKeys: String, CodingKey {
      case base = "base_commit_sha"
      case start = "start_commit_sha"
      case head = "head_commit_sha"
    }
  }

  private struct Thread: Decodable {
    let notes: [Note]

    struct Note: Decodable {
      let body: String?
    }
  }
}
