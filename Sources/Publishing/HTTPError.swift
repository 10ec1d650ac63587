/// Why a request to a service brought nothing.
public enum HTTPError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The machine has no `curl`.
  case noClient
  /// No answer came.
  case failed(address: String, reason: String)
  /// A field of the header, such as the token's, holds a line end or another control character.
  case unusableField(name: String)
  /// What was to be sent cannot be laid down for `curl`.
  case noSpace(file: String)
  /// The service answered, and said no.
  case refused(service: String, request: String, status: Int, reason: String)
  /// The service answered something that its documentation does not know.
  case unreadable(service: String, request: String, reason: String)

  /// What happened, why, and what to do.
  public var description: String {
    switch self {
    case .noClient:
      "Requests to a service are sent with curl, and no folder of PATH has it. Install it (apt-get install curl)."
    case .failed(let address, let reason):
      "No answer came from \(address): \(reason). Check the address, the network and the proxy, and try again."
    case .unusableField(let name):
      name == "Authorization"
        ? "The token holds a line end or another control character. Set it anew, without any."
        : "The field \(name) of the request holds a control character."
    case .noSpace(let file): "\(file) cannot be written. Let TMPDIR name a folder with space."
    case .refused(let service, let request, let status, let reason):
      "\(service) refused \(request) (\(status)): \(reason).\(Self.way(out: status))"
    case .unreadable(let service, let request, let reason):
      "\(service) answered \(request) with what cannot be read: \(reason). Check the address of its API."
    }
  }

  private static func way(out status: Int) -> String {
    switch status {
    case 300..<400: " It has moved: name its new place."
    case 401: " Check the token: it may have run out."
    case 403: " Give the token the rights to write there, or wait if it asked for too much at once."
    case 404: " Check the name, and that the token may see it."
    case 429: " Wait, and try again."
    case 500...: " Try again later."
    default: ""
    }
  }
}
