/// Finds the first place at which a text is not JSON (RFC 8259).
///
/// Foundation's reader refuses half surrogates and large numbers, which Python reads, and tells the place of some errors only.
struct JSONCheck {
  /// What is wrong, and at which byte.
  struct Failure: Equatable {
    var offset: Int
    var reason: String
  }

  private let bytes: [UInt8]
  private var index: Int
  private var open: [UInt8] = []

  /// The first failure, or nil for a valid text.
  static func firstFailure(in bytes: [UInt8]) -> Failure? {
    var check = JSONCheck(bytes)
    do throws(Stop) {
      try check.document()
      return nil
    } catch {
      return Failure(offset: min(check.index, bytes.count), reason: error.reason)
    }
  }

  private struct Stop: Error {
    var reason: String
  }

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  /// A loop with the open brackets on a stack of its own: an event may be nested as deep as it likes.
  private mutating func document() throws(Stop) {
    while true {
      try value()
      while true {
        skipSpace()
        guard let bracket = open.last else {
          guard next == nil else { throw Stop(reason: "something follows the value") }
          return
        }
        if next == UInt8(ascii: ",") {
          index += 1
          if bracket == UInt8(ascii: "{") { try key() }
          break
        }
        let closing: UInt8 = bracket == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: "]")
        guard next == closing else {
          throw Stop(reason: "a comma or \(bracket == UInt8(ascii: "{") ? "}" : "]") should stand here")
        }
        index += 1
        open.removeLast()
      }
    }
  }

  /// Reads a value, going down into brackets that are not empty; an empty one is a whole value.
  private mutating func value() throws(Stop) {
    while true {
      skipSpace()
      switch next {
      case UInt8(ascii: "{"):
        index += 1
        skipSpace()
        if next == UInt8(ascii: "}") { return index += 1 }
        open.append(UInt8(ascii: "{"))
        try key()
      case UInt8(ascii: "["):
        index += 1
        skipSpace()
        if next == UInt8(ascii: "]") { return index += 1 }
        open.append(UInt8(ascii: "["))
      case UInt8(ascii: "\""): return try string()
      case UInt8(ascii: "t"): return try word("true")
      case UInt8(ascii: "f"): return try word("false")
      case UInt8(ascii: "n"): return try word("null")
      case let byte? where byte == UInt8(ascii: "-") || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte:
        return try number()
      case nil: throw Stop(reason: "a value is missing at the end")
      default: throw Stop(reason: "a value should stand here")
      }
    }
  }

  private mutating func key() throws(Stop) {
    skipSpace()
    guard next == UInt8(ascii: "\"") else { throw Stop(reason: "a name in double quotes should stand here") }
    try string()
    skipSpace()
    guard next == UInt8(ascii: ":") else { throw Stop(reason: "a colon should stand here") }
    index += 1
  }

  private mutating func string() throws(Stop) {
    let start = index
    index += 1
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw Stop(reason: "a string holds a control character") }
      index += 1
      guard byte == UInt8(ascii: "\\") else { continue }
      if next == UInt8(ascii: "u") {
        let digits = bytes[(index + 1)...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }) else {
          throw Stop(reason: "four hexadecimal digits should follow \\u")
        }
        index += 5
      } else if let escape = next, "\"\\/bfnrt".utf8.contains(escape) {
        index += 1
      } else {
        throw Stop(reason: "a string holds an unknown escape")
      }
    }
    guard next != nil else { throw Stop(reason: "a string is not closed") }
    index += 1
    guard String(validating: bytes[start..<index], as: UTF8.self) != nil else {
      index = start
      throw Stop(reason: "a string is not UTF-8")
    }
  }

  private mutating func word(_ word: String) throws(Stop) {
    guard bytes[index...].starts(with: word.utf8) else { throw Stop(reason: "a value should stand here") }
    index += word.utf8.count
  }

  private mutating func number() throws(Stop) {
    if next == UInt8(ascii: "-") { index += 1 }
    if next == UInt8(ascii: "0") { index += 1 } else { try digits() }
    if next == UInt8(ascii: ".") {
      index += 1
      try digits()
    }
    guard next == UInt8(ascii: "e") || next == UInt8(ascii: "E") else { return }
    index += 1
    if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { index += 1 }
    try digits()
  }

  private mutating func digits() throws(Stop) {
    let start = index
    while let byte = next, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { index += 1 }
    guard index > start else { throw Stop(reason: "a digit should stand here") }
  }

  private mutating func skipSpace() {
    while let byte = next, [0x20, 0x0A, 0x0D, 0x09].contains(byte) { index += 1 }
  }
}
