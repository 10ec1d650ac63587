internal import Foundation

/// What is asked of a service.
struct HTTPRequest: Sendable {
  /// What is to be done, as `GET`, `POST` or `PATCH`.
  var method: String
  /// The whole address, percent-encoded, with its query.
  var address: String
  /// The header's fields, in the order in which they are sent.
  var fields: [(name: String, value: String)]
  /// What proves who asks, sent as `Authorization: Bearer …`; nil for nobody in particular.
  var token: Secret?
  /// What is sent; nil for nothing.
  var body: [UInt8]?

  init(
    _ method: String,
    _ address: String,
    fields: [(name: String, value: String)] = [],
    token: Secret? = nil,
    body: [UInt8]? = nil
  ) {
    self.method = method
    self.address = address
    self.fields = fields
    self.token = token
    self.body = body
  }
}

/// What a service answered.
struct HTTPResponse: Sendable {
  /// The status, as 200 or 404.
  let status: Int
  /// The fields of its header, by their names in lower case; of several of one name, the values with `, ` between them.
  let fields: [String: String]
  /// What follows the header.
  let body: [UInt8]

  /// Reads a header and what follows it; answers that only announce another (100 to 199) are passed over.
  ///
  /// Fails if it is no answer.
  /// - Parameter bytes: all that came, with the line ends that came.
  init?(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while true {
      guard let (head, after) = Self.head(of: rest) else { return nil }
      let lines = head.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      let start = lines.first?.split(separator: " ") ?? []
      guard start.count >= 2, start[0].hasPrefix("HTTP/"), let status = Int(start[1]) else { return nil }
      rest = after
      guard !(100..<200).contains(status) else { continue }
      self.status = status
      fields = Dictionary(
        lines.dropFirst().compactMap { line in
          guard let colon = line.firstIndex(of: ":") else { return nil }
          let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
          return (line[..<colon].lowercased(), value)
        },
        uniquingKeysWith: { "\($0), \($1)" }
      )
      body = Array(after)
      return
    }
  }

  /// The lines up to the first empty one, with line feeds alone, and what follows it.
  private static func head(of bytes: ArraySlice<UInt8>) -> (lines: String, rest: ArraySlice<UInt8>)? {
    var isEmptyLine = true
    for (index, byte) in zip(bytes.indices, bytes) {
      switch byte {
      case UInt8(ascii: "\r"): continue
      case UInt8(ascii: "\n") where isEmptyLine:
        let head = bytes[..<index].filter { $0 != UInt8(ascii: "\r") }
        return (String(decoding: head, as: UTF8.self), bytes[(index + 1)...])
      default: isEmptyLine = byte == UInt8(ascii: "\n")
      }
    }
    return nil
  }
}
