internal import Reporting

/// A service where requests to merge are made; each is a file of its own.
protocol RequestHost: Sendable {
  /// The open request from the branch; nil if there is none.
  func current() throws(PublishingError) -> OpenRequest?

  /// The request that somebody has closed without merging it although it said the same; nil if there is none.
  ///
  /// Only asked while its branch is there: where libprof closes a request, it removes the branch.
  func declined(_ mark: String) throws(PublishingError) -> OpenRequest?

  /// How many requests from branches of libprof are open.
  func openCount() throws(PublishingError) -> Int

  /// What a push of the branch tells the service.
  func pushOptions(for body: RequestBody) -> [String]

  /// Opens a request with a text, or gives an open one that text.
  ///
  /// - Parameters:
  ///   - body: the text.
  ///   - request: the open one; nil if there is none.
  ///   - push: what came back from the push of the branch; nil if it was up to date.
  /// - Returns: the request as it is then.
  /// - Throws: `PublishingError`.
  func settle(
    _ body: RequestBody,
    in request: OpenRequest?,
    after push: PushReport?
  ) throws(PublishingError) -> OpenRequest

  /// Closes a request and says why there.
  func close(_ request: OpenRequest, because comment: String) throws(PublishingError)
}
