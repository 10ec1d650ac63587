/// Looks for heads of tables that the TOML library takes without looking: it goes on with whatever follows the bracket, which
/// a debug build ends at, and for which an optimised one is not defined.
public enum TOMLTableHeads {
  /// The line of the first head, from 1, whose name does not begin as names do; nil if there is none.
  public static func firstBrokenLine(in text: String) -> Int? {
    let bytes = Array(text.utf8)
    var line = 1
    var depth = 0
    var isLineStart = true
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      switch byte {
      case UInt8(ascii: "\n"):
        line += 1
        isLineStart = true
        place += 1
        continue
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        place += 1
        continue
      case UInt8(ascii: "#"):
        place = bytes[place...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        continue
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        let end = endOfString(from: place, in: bytes)
        line += bytes[place..<end].count { $0 == UInt8(ascii: "\n") }
        place = end
        isLineStart = false
        continue
      case UInt8(ascii: "[") where isLineStart && depth == 0:
        guard isHead(bytes[(place + 1)...]) else { return line }
        depth += 1
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(depth - 1, 0)
      default: break
      }
      isLineStart = false
      place += 1
    }
    return nil
  }

  /// Whether a name follows the first bracket of a head.
  private static func isHead(_ rest: ArraySlice<UInt8>) -> Bool {
    var rest = rest
    if rest.first == UInt8(ascii: "[") { rest = rest.dropFirst() }
    rest = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    guard let first = rest.first else { return false }
    let character = Character(UnicodeScalar(first))
    return character.isASCII && (character.isLetter || character.isNumber) || "-_\"']".contains(character)
  }

  /// Behind a string's last quote, or where its line ends if it has none.
  private static func endOfString(from start: Int, in bytes: [UInt8]) -> Int {
    let quote = bytes[start]
    let isLong = bytes[start...].starts(with: [quote, quote, quote])
    var place = start + (isLong ? 3 : 1)
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        place += 2
      } else if isLong {
        if bytes[place...].starts(with: [quote, quote, quote]) { return place + 3 }
        place += 1
      } else if bytes[place] == quote {
        return place + 1
      } else if bytes[place] == UInt8(ascii: "\n") {
        return place
      } else {
        place += 1
      }
    }
    return bytes.count
  }
}
