/// Reads JSON (RFC 8259), and the `NaN` and `Infinity` that Python's `json` adds to it.
struct JSONParser {
  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  private static let deepest = 256
  private static let whitespace: Set<UInt8> = [0x20, 0x09, 0x0a, 0x0d]
  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0c, UInt8(ascii: "n"): 0x0a, UInt8(ascii: "r"): 0x0d,
    UInt8(ascii: "t"): 0x09, UInt8(ascii: "\""): 0x22, UInt8(ascii: "\\"): 0x5c, UInt8(ascii: "/"): 0x2f,
  ]

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// The one value that the text consists of.
  mutating func parseWhole() -> JSONValue? {
    guard let value = parseValue() else { return nil }
    skipWhitespace()
    return position == bytes.count ? value : nil
  }

  private var current: UInt8? {
    position < bytes.count ? bytes[position] : nil
  }

  private mutating func skipWhitespace() {
    while let current, Self.whitespace.contains(current) { position += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipWhitespace()
    guard current == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func parseValue() -> JSONValue? {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { return nil }
    if take("{") { return parseMembers() }
    if take("[") { return parseElements() }
    if take("\"") { return parseString().map(JSONValue.string) }
    return parseLiteral()
  }

  private mutating func parseElements() -> JSONValue? {
    var elements: [JSONValue] = []
    if take("]") { return .array(elements) }
    repeat {
      guard let element = parseValue() else { return nil }
      elements.append(element)
    } while take(",")
    return take("]") ? .array(elements) : nil
  }

  private mutating func parseMembers() -> JSONValue? {
    var members: [String: JSONValue] = [:]
    if take("}") { return .object(members) }
    repeat {
      guard take("\""), let key = parseString(), take(":"), let value = parseValue() else { return nil }
      members[key] = value
    } while take(",")
    return take("}") ? .object(members) : nil
  }

  private mutating func parseLiteral() -> JSONValue? {
    let start = position
    while let current,
      current == UInt8(ascii: "-") || current == UInt8(ascii: "+") || current == UInt8(ascii: ".")
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(current)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(current | 0x20)
    {
      position += 1
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    let isKnown = ["null", "true", "false", "NaN", "Infinity", "-Infinity"].contains(text)
    return isKnown || Double(text) != nil ? .literal(text) : nil
  }

  /// The rest of a string whose opening quote was taken.
  private mutating func parseString() -> String? {
    var units: [UInt8] = []
    while let byte = current {
      position += 1
      if byte == UInt8(ascii: "\"") { return String(decoding: units, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\") else {
        units.append(byte)
        continue
      }
      guard let escape = current else { return nil }
      position += 1
      if escape == UInt8(ascii: "u") {
        guard let scalar = parseScalar() else { return nil }
        units += Array(String(scalar).utf8)
      } else if let plain = Self.escapes[escape] {
        units.append(plain)
      } else {
        return nil
      }
    }
    return nil
  }

  /// The scalar of `\uXXXX`, or of two of them that form a pair; U+FFFD for half a pair.
  private mutating func parseScalar() -> Unicode.Scalar? {
    guard let first = parseHexadecimal() else { return nil }
    let start = position
    if 0xd800..<0xdc00 ~= first, current == UInt8(ascii: "\\") {
      position += 1
      if current == UInt8(ascii: "u") {
        position += 1
        if let second = parseHexadecimal(), 0xdc00..<0xe000 ~= second {
          return Unicode.Scalar(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00))
        }
      }
      position = start
    }
    return Unicode.Scalar(first) ?? "\u{fffd}"
  }

  private mutating func parseHexadecimal() -> UInt32? {
    guard position + 4 <= bytes.count else { return nil }
    defer { position += 4 }
    return UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
  }
}
