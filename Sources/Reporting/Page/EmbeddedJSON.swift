/// JSON that may stand inside of a `<script>` element, and whose texts show what they hold.
enum EmbeddedJSON {
  /// Encodes a value.
  ///
  /// No `<`, `>` or `&` is left that could end the element or begin another, and none of the separators that are line ends to
  /// a script. What would command a reader's screen, or turn the direction of what follows (“Trojan Source”, CVE-2021-42574),
  /// becomes a visible stand-in, as `⟨U+202E⟩`.
  static func text(of value: some Encodable) -> String {
    var result = String.UnicodeScalarView()
    var isEscape = false
    var rest = String(decoding: encodedJSON(value), as: UTF8.self).unicodeScalars[...]
    while let scalar = rest.popFirst() {
      if isEscape {
        isEscape = false
        result.append(contentsOf: escape(scalar, &rest).unicodeScalars)
      } else if scalar == "\\" {
        isEscape = true
      } else {
        switch scalar {
        case "<", ">", "&": result.append(contentsOf: "\\u00\(String(scalar.value, radix: 16))".unicodeScalars)
        default:
          if isHidden(scalar.value) {
            result.append(contentsOf: standIn(scalar.value).unicodeScalars)
          } else {
            result.append(scalar)
          }
        }
      }
    }
    return String(result)
  }

  /// What stands for an escape sequence, of which the backslash and the next character have been read.
  private static func escape(_ scalar: Unicode.Scalar, _ rest: inout Substring.UnicodeScalarView) -> String {
    switch scalar {
    case "b": return standIn(0x08)
    case "f": return standIn(0x0C)
    case "u":
      // The encoder writes no other characters by number than control characters, which are one unit each.
      let digits = String(rest.prefix(4))
      guard let value = UInt32(digits, radix: 16) else { return "\\u" }
      rest = rest.dropFirst(4)
      return isHidden(value) ? standIn(value) : "\\u" + digits
    default: return "\\" + String(scalar)
    }
  }

  private static func standIn(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return "⟨U+\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)⟩"
  }

  /// Control characters but for tabs and line ends, what has no width, and what turns the direction.
  private static func isHidden(_ value: UInt32) -> Bool {
    switch value {
    case 0x09, 0x0A, 0x0D: false
    case 0..<0x20, 0x7F..<0xA0, 0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF, 0xE0000...0xE007F:
      true
    default: false
    }
  }
}
