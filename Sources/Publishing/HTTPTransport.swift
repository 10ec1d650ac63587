/// What carries a request to a service and brings the answer.
protocol HTTPTransport: Sendable {
  /// Sends a request and waits for the answer; any status is an answer.
  ///
  /// - Throws: `HTTPError` if there was none.
  func send(_ request: HTTPRequest) throws(HTTPError) -> HTTPResponse
}
