/// A JSON text taken apart, with every number as it is written, so that no difference is lost in rounding.
enum JSONValue: Hashable, Sendable {
  /// `null`, `true`, `false`, a number, or what Python writes for numbers that JSON does not know.
  case literal(String)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// Reads a text; nil if it is no JSON, or nested so deeply that taking it apart could exhaust the stack.
  init?(_ text: String) {
    var parser = JSONParser(text)
    guard let value = parser.parseWhole() else { return nil }
    self = value
  }

  /// Whether it consists of further values.
  var isContainer: Bool {
    switch self {
    case .array, .object: true
    case .literal, .string: false
    }
  }

  /// The value as one line of JSON, the keys in order.
  var text: String {
    switch self {
    case .literal(let text): text
    case .string(let text): Self.quoted(text)
    case .array(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
    case .object(let members):
      "{"
        + members.sorted { $0.key < $1.key }.map { "\(Self.quoted($0.key)):\($0.value.text)" }.joined(separator: ",")
        + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      case "\t": "\\t"
      case "\r": "\\r"
      default: scalar.value < 0x20 ? "\\u00" + String(scalar.value | 0x100, radix: 16).suffix(2) : String(scalar)
      }
    }
    return "\"" + escaped.joined() + "\""
  }
}
