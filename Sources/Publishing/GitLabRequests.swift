internal import Reporting

/// Merge requests of GitLab, made by the options of a push: it needs no token beside git's own credentials.
///
/// GitLab tells a push nothing of what is open, so a branch of libprof's that is there counts as an open request; GitLab removes it
/// when the request is merged (it is told to), and closes the request when the branch is removed. A request that was closed by hand
/// leaves its branch behind. (docs.gitlab.com: user/project/push_options)
struct GitLabRequests: RequestHost {
  let remote: GitRemote
  let branch: String

  func current() throws(PublishingError) -> OpenRequest? {
    remote.tips[branch].map { _ in OpenRequest(number: nil, address: nil, target: nil, mark: nil) }
  }

  func declined(_ mark: String) throws(PublishingError) -> OpenRequest? { nil }

  func openCount() throws(PublishingError) -> Int {
    remote.tips.keys.count { $0.hasPrefix(GitRemote.prefix) }
  }

  func pushOptions(for body: RequestBody) -> [String] {
    // A push option is one line. GitLab makes a line end of each `\n`, also where a text has just these two characters.
    let lines = body.text.replacing("\\n", with: "\\\u{200B}n").replacing("\n", with: "\\n")
    return [
      "merge_request.create", "merge_request.target=\(remote.target)", "merge_request.remove_source_branch",
      "merge_request.title=\(body.title)", "merge_request.description=\(lines)",
    ]
  }

  func settle(
    _ body: RequestBody,
    in request: OpenRequest?,
    after push: PushReport?
  ) throws(PublishingError) -> OpenRequest {
    // The push itself succeeds where its options do not.
    if let warning = push?.remarks.first(where: { $0.contains("rror encountered with push options") }) {
      throw .remote(.notOpened(branch: branch, reason: warning))
    }
    return OpenRequest(number: nil, address: push?.address, target: remote.target, mark: body.mark)
  }

  /// Nothing is to be done: it is closed with its branch, and takes no comment.
  func close(_ request: OpenRequest, because comment: String) throws(PublishingError) {}
}
