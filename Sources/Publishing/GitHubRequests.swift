internal import Reporting

/// Pull requests of GitHub, made over its REST API. (docs.github.com: rest/pulls/pulls, rest/issues/comments)
struct GitHubRequests: RequestHost {
  let service: Service
  /// `owner/name`.
  let repository: String
  let branch: String
  let target: String

  private struct PullRequest: Decodable {
    struct Head: Decodable {
      let ref: String
      let repo: Repository?
    }
    struct Base: Decodable {
      let ref: String
    }
    struct Repository: Decodable {
      let full_name: String
    }
    let number: Int
    let html_url: String
    let body: String?
    let merged_at: String?
    let head: Head
    let base: Base

    var openRequest: OpenRequest {
      OpenRequest(number: number, address: html_url, target: base.ref, mark: body.flatMap(RequestBody.mark(in:)))
    }
  }

  private struct Contents: Encodable {
    var title: String?
    var body: String?
    var head: String?
    var base: String?
    var state: String?
  }

  func current() throws(PublishingError) -> OpenRequest? {
    // Of several into different branches, the one that is meant.
    let own = try own(state: "open")
    return (own.first { $0.base.ref == target } ?? own.first)?.openRequest
  }

  func declined(_ mark: String) throws(PublishingError) -> OpenRequest? {
    try own(state: "closed").first { $0.merged_at == nil && $0.openRequest.mark == mark }?.openRequest
  }

  func openCount() throws(PublishingError) -> Int {
    try list([(name: "state", value: "open")]).count { $0.head.ref.hasPrefix(GitRemote.prefix) }
  }

  /// The requests from the branch.
  private func own(state: String) throws(PublishingError) -> [PullRequest] {
    let owner = repository.prefix { $0 != "/" }
    let query = [(name: "state", value: state), (name: "head", value: "\(owner):\(branch)")]
    return try list(query).filter { $0.head.ref == branch }
  }

  /// Requests from branches of this repository; forks may have branches of the same names.
  private func list(_ query: [(name: String, value: String)]) throws(PublishingError) -> [PullRequest] {
    try ask { () throws(HTTPError) in
      try service.list(of: PullRequest.self, path("pulls"), query: query)
    }.filter { $0.head.repo?.full_name.lowercased() == repository.lowercased() }
  }

  func pushOptions(for body: RequestBody) -> [String] { [] }

  func settle(
    _ body: RequestBody,
    in request: OpenRequest?,
    after push: PushReport?
  ) throws(PublishingError) -> OpenRequest {
    if let number = request?.number { return try write(body, into: number) }
    do {
      return try service.value(
        PullRequest.self,
        "POST",
        path("pulls"),
        body: Contents(title: body.title, body: body.text, head: branch, base: target)
      ).openRequest
    } catch {
      // Somebody else has opened it meanwhile.
      if case .refused(_, _, 422, _) = error, let number = try? current()?.number {
        return try write(body, into: number)
      }
      throw .remote(.notOpened(branch: branch, reason: "\(error)"))
    }
  }

  private func write(_ body: RequestBody, into number: Int) throws(PublishingError) -> OpenRequest {
    try ask { () throws(HTTPError) in
      try service.value(
        PullRequest.self,
        "PATCH",
        path("pulls/\(number)"),
        body: Contents(title: body.title, body: body.text, base: target)
      ).openRequest
    }
  }

  func close(_ request: OpenRequest, because comment: String) throws(PublishingError) {
    guard let number = request.number else { return }
    try ask { () throws(HTTPError) in
      _ = try service.call("POST", path("issues/\(number)/comments"), body: Contents(body: comment))
      _ = try service.call("PATCH", path("pulls/\(number)"), body: Contents(state: "closed"))
    }
  }

  private func path(_ rest: String) -> String {
    let names = repository.split(separator: "/").map { Service.encoded(String($0)) }
    return "repos/\(names.joined(separator: "/"))/\(rest)"
  }

  private func ask<Answer>(_ body: () throws(HTTPError) -> Answer) throws(PublishingError) -> Answer {
    do {
      return try body()
    } catch {
      throw .service(error)
    }
  }
}
