internal import Foundation

/// Where code is reviewed and requests to merge it are made, as its REST API is reached.
public struct Service: Sendable {
  /// Whose API it is.
  public enum Kind: String, Sendable, CaseIterable {
    case github
    case gitlab
  }

  /// Whose API it is.
  public let kind: Kind
  /// Where the API begins, without a slash at its end.
  public let address: String
  private let token: Secret?
  private let transport: any HTTPTransport

  /// Names a service.
  ///
  /// - Parameters:
  ///   - kind: whose API it is.
  ///   - address: where the API begins.
  ///   - token: what proves who asks.
  /// - Throws: `ServiceError.clearText` if others on the way could read the token.
  public init(_ kind: Kind, at address: String, token: Secret) throws(ServiceError) {
    guard Self.isProtected(address) else { throw .clearText(address: address, variable: kind.addressVariable) }
    self.kind = kind
    self.address = address.hasSuffix("/") ? String(address.dropLast()) : address
    self.token = token
    transport = HTTPClient()
  }

  /// Names a service that something else proves to who asks.
  ///
  /// - Parameters:
  ///   - kind: whose API it is.
  ///   - address: where the API begins, without a slash at its end.
  ///   - transport: what sends the requests, and knows who asks.
  init(_ kind: Kind, at address: String, through transport: any HTTPTransport) {
    self.kind = kind
    self.address = address
    self.transport = transport
    token = nil
  }

  /// Finds the service that the environment of a run names.
  ///
  /// - Parameters:
  ///   - kind: whose API is meant.
  ///   - variables: the environment: `GITHUB_API_URL` and `GITHUB_TOKEN`; `CI_API_V4_URL` and `GITLAB_TOKEN`.
  /// - Throws: `ServiceError` if there is no token, or others on the way could read it.
  public init(_ kind: Kind, variables: [String: String]) throws(ServiceError) {
    guard let token = kind.token(in: variables) else {
      throw .noToken(service: kind.name, variable: kind.tokenVariable)
    }
    try self.init(kind, at: kind.address(in: variables) ?? kind.publicAddress, token: token)
  }

  /// Whether nobody on the way to an address can read what is sent there: it is encrypted, or does not leave the machine.
  private static func isProtected(_ address: String) -> Bool {
    let host = URL(string: address)?.host() ?? ""
    return address.lowercased().hasPrefix("https://") || ["127.0.0.1", "localhost", "::1", "[::1]"].contains(host)
  }

  /// Asks for something, or for something to be done.
  ///
  /// - Parameters:
  ///   - method: `GET`, `POST`, …
  ///   - path: where below the API, its parts percent-encoded (see `encoded`).
  ///   - query: what follows the question mark, not yet encoded.
  ///   - body: what is sent, written as JSON.
  /// - Returns: the answer, of a status below 300.
  /// - Throws: `HTTPError`; `HTTPError.refused` with the service's own words for another status.
  func call(
    _ method: String,
    _ path: String,
    query: [(name: String, value: String)] = [],
    body: (any Encodable)? = nil
  ) throws(HTTPError) -> HTTPResponse {
    let pairs = query.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }
    let place = "\(address)/\(path)" + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&"))
    var request = HTTPRequest(method, place, fields: kind.fields, token: token)
    if let body {
      guard let bytes = try? Self.encoder.encode(body) else {
        throw .unreadable(
          service: kind.name,
          request: "\(method) \(path)",
          reason: "the request cannot be written as JSON"
        )
      }
      request.fields.append((name: "Content-Type", value: "application/json"))
      request.body = Array(bytes)
    }
    let response = try transport.send(request)
    guard (200..<300).contains(response.status) else {
      throw .refused(
        service: kind.name,
        request: "\(method) \(path)",
        status: response.status,
        reason: ServiceMessage(response).text
      )
    }
    return response
  }

  /// Asks for a value, or for something to be done that is answered with one.
  ///
  /// - Returns: the answer's body, read as JSON.
  /// - Throws: `HTTPError`.
  func value<Value: Decodable>(
    _ type: Value.Type = Value.self,
    _ method: String,
    _ path: String,
    query: [(name: String, value: String)] = [],
    body: (any Encodable)? = nil
  ) throws(HTTPError) -> Value {
    let response = try call(method, path, query: query, body: body)
    do {
      return try JSONDecoder().decode(type, from: Data(response.body))
    } catch {
      throw .unreadable(
        service: kind.name,
        request: "\(method) \(path)",
        reason: "not the fields its documentation names"
      )
    }
  }

  /// Asks for all elements of a list, page by page.
  ///
  /// - Throws: `HTTPError`.
  func list<Element: Decodable>(
    of type: Element.Type = Element.self,
    _ path: String,
    query: [(name: String, value: String)] = []
  ) throws(HTTPError) -> [Element] {
    let size = 100
    var elements: [Element] = []
    for page in 1... {
      let paging = [(name: "per_page", value: "\(size)"), (name: "page", value: "\(page)")]
      let some = try value([Element].self, "GET", path, query: query + paging)
      elements += some
      if some.count < size { break }
    }
    return elements
  }

  /// A text as a part of a path or a query.
  static func encoded(_ text: String) -> String {
    let plain = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
    return text.addingPercentEncoding(withAllowedCharacters: plain) ?? text
  }

  /// How what is sent is written.
  static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }
}

extension Service.Kind {
  /// What it calls itself.
  public var name: String {
    switch self {
    case .github: "GitHub"
    case .gitlab: "GitLab"
    }
  }

  /// Where the API of the service that is open to everybody begins.
  var publicAddress: String {
    switch self {
    case .github: "https://api.github.com"
    case .gitlab: "https://gitlab.com/api/v4"
    }
  }

  /// The variable of the environment that holds what proves who asks.
  fileprivate var tokenVariable: String {
    switch self {
    case .github: "GITHUB_TOKEN"
    case .gitlab: "GITLAB_TOKEN"
    }
  }

  /// The variable of the environment that says where the API begins.
  fileprivate var addressVariable: String {
    switch self {
    case .github: "GITHUB_API_URL"
    case .gitlab: "CI_API_V4_URL"
    }
  }

  /// Where the environment says that the API begins; nil if it does not.
  func address(in variables: [String: String]) -> String? {
    variables[addressVariable].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// What the environment has to prove who asks; nil if that is nothing but blanks.
  func token(in variables: [String: String]) -> Secret? {
    let text = (variables[tokenVariable] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    return text.isEmpty ? nil : Secret(text)
  }

  /// What each request says of itself, as the documentation of the API asks.
  fileprivate var fields: [(name: String, value: String)] {
    switch self {
    case .github: [("Accept", "application/vnd.github+json"), ("X-GitHub-Api-Version", "2022-11-28")]
    case .gitlab: [("Accept", "application/json")]
    }
  }
}
