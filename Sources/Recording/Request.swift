internal import Foundation

/// One HTTP request for a WSGI or ASGI application, read from a JSON file or from an HTTP/1.1 message.
struct Request: Equatable {
  var method = "GET"
  /// As it stands in the request line, percent-encoded, without the query.
  var path = "/"
  var query = ""
  var headers: [Header] = []
  var body: [UInt8] = []

  struct Header: Equatable {
    var name: String, value: String
  }

  /// What is wrong with a request.
  struct Failure: Error {
    var reason: String
  }

  /// The request as a Python literal; everything that travels as bytes is bytes.
  var literal: String {
    let fields = headers.map { "(\(Self.bytes(Array($0.name.utf8))), \(Self.bytes(Array($0.value.utf8))))" }
    return """
      {"method": \(PythonLiteral.from(json: Self.json(method))), "path": \(Self.bytes(Self.decoded(path))), \
      "raw_path": \(Self.bytes(Array(path.utf8))), "query": \(Self.bytes(Array(query.utf8))), \
      "headers": [\(fields.joined(separator: ", "))], "body": \(Self.bytes(body))}
      """
  }

  private static func json(_ text: String) -> [UInt8] {
    Array(((try? JSONEncoder().encode(text)) ?? Data("\"\"".utf8)))
  }

  /// A Python bytes literal.
  private static func bytes(_ bytes: [UInt8]) -> String {
    var text = "b\""
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += "\\" + String(UnicodeScalar(byte))
      case 0x20..<0x7F: text += String(UnicodeScalar(byte))
      default: text += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    return text + "\""
  }

  /// Resolves percent escapes; what is none stays as it is.
  private static func decoded(_ path: String) -> [UInt8] {
    let bytes = Array(path.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let escape = bytes[index...].prefix(3)
      if escape.count == 3, escape.first == UInt8(ascii: "%"),
        let byte = UInt8(String(decoding: escape.dropFirst(), as: UTF8.self), radix: 16)
      {
        result.append(byte)
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }

  /// Takes the path apart where it has a query, and states the length of the body, as every client does.
  fileprivate mutating func complete(isQueryGiven: Bool) throws(Failure) {
    if !isQueryGiven, let mark = path.firstIndex(of: "?") {
      query = String(path[path.index(after: mark)...])
      path = String(path[..<mark])
    }
    guard path.hasPrefix("/") else { throw Failure(reason: "its path \(path) does not begin with a slash") }
    func has(_ name: String) -> Bool { headers.contains { $0.name.lowercased() == name } }
    if !has("host") { headers.insert(Header(name: "Host", value: "localhost"), at: 0) }
    if !body.isEmpty, !has("content-length"), !has("transfer-encoding") {
      headers.append(Header(name: "Content-Length", value: "\(body.count)"))
    }
  }
}

extension Request {
  /// Reads `{"method", "path", "query", "headers", "body"}`, each of which may be missing.
  ///
  /// Values of `query` and `headers` are texts or lists of texts; `query` may be one text. A `body` that is no text is sent
  /// as JSON; bytes that are no text are given as `bodyBase64`.
  init(json: [UInt8]) throws(Failure) {
    let value = try? JSONSerialization.jsonObject(with: Data(json), options: [.fragmentsAllowed])
    guard let fields = value as? [String: Any] else { throw Failure(reason: "it is no JSON object") }
    let known = ["method", "path", "query", "headers", "body", "bodyBase64"]
    if let unknown = fields.keys.sorted().first(where: { !known.contains($0) }) {
      throw Failure(reason: "it has a key \"\(unknown)\", and may have \(known.joined(separator: ", "))")
    }
    func text(_ key: String, or standard: String) throws(Failure) -> String {
      guard let field = fields[key] else { return standard }
      guard let text = field as? String else { throw Failure(reason: "its \(key) is no text") }
      return text
    }
    method = try text("method", or: "GET")
    path = try text("path", or: "/")
    if let text = fields["query"] as? String {
      query = text
    } else {
      query = try Self.pairs(fields["query"], "query").map { "\(Self.escaped($0))=\(Self.escaped($1))" }
        .joined(separator: "&")
    }
    headers = try Self.pairs(fields["headers"], "headers").map { Header(name: $0, value: $1) }
    switch (fields["body"], fields["bodyBase64"] as? String) {
    case (nil, nil), (is NSNull, nil): break
    case (nil, let encoded?):
      guard let data = Data(base64Encoded: encoded) else { throw Failure(reason: "its bodyBase64 is no Base64") }
      body = [UInt8](data)
    case (let text as String, nil): body = Array(text.utf8)
    case (let value?, nil):
      let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes, .fragmentsAllowed]
      body = [UInt8]((try? JSONSerialization.data(withJSONObject: value, options: options)) ?? Data())
      if !headers.contains(where: { $0.name.lowercased() == "content-type" }) {
        headers.append(Header(name: "Content-Type", value: "application/json"))
      }
    default: throw Failure(reason: "it has both body and bodyBase64")
    }
    try complete(isQueryGiven: fields["query"] != nil)
  }

  /// The names and texts of an object, in the order of the names: JSON has none.
  private static func pairs(_ value: Any?, _ key: String) throws(Failure) -> [(String, String)] {
    guard let value else { return [] }
    guard let fields = value as? [String: Any] else { throw Failure(reason: "its \(key) are no object") }
    var pairs: [(String, String)] = []
    for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
      for item in value as? [Any] ?? [value] {
        guard let text = item as? String ?? (item as? NSNumber)?.stringValue else {
          throw Failure(reason: "\"\(name)\" in its \(key) is neither a text nor a list of texts")
        }
        pairs.append((name, text))
      }
    }
    return pairs
  }

  private static func escaped(_ text: String) -> String {
    let plain = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
    return text.addingPercentEncoding(withAllowedCharacters: plain) ?? text
  }
}

extension Request {
  /// Reads an HTTP/1.1 message: a request line, headers, an empty line, the body as it is; lines may end in a bare line feed.
  init(message: [UInt8]) throws(Failure) {
    var rest = message[...]
    func line() -> String? {
      guard !rest.isEmpty else { return nil }
      let bytes = rest.prefix { $0 != UInt8(ascii: "\n") }
      rest = rest.dropFirst(bytes.count + 1)
      return String(decoding: bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes, as: UTF8.self)
    }
    let words = (line() ?? "").split(separator: " ")
    guard words.count >= 2, words.count == 2 || words[2].hasPrefix("HTTP/") else {
      throw Failure(reason: "its first line is no request line, as `GET /path HTTP/1.1`")
    }
    (method, path) = (String(words[0]), String(words[1]))
    while let line = line(), !line.isEmpty {
      guard let colon = line.firstIndex(of: ":") else { throw Failure(reason: "`\(line)` is no header") }
      let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      headers.append(Header(name: String(line[..<colon]), value: value))
    }
    body = Array(rest)
    try complete(isQueryGiven: false)
  }
}
