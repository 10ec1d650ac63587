/// A path as git writes it in a diff: as it is, or quoted as in C if it has bytes outside printable ASCII.
struct QuotedPath: Sendable, Hashable {
  let text: String

  init(_ path: String) {
    var quoted = "\""
    var isSpecial = false
    for byte in path.utf8 {
      switch byte {
      case 0x07...0x0D:
        quoted += ["\\a", "\\b", "\\t", "\\n", "\\v", "\\f", "\\r"][Int(byte) - 0x07]
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        quoted += "\\" + String(UnicodeScalar(byte))
      case 0x20..<0x7F:
        quoted += String(UnicodeScalar(byte))
        continue
      default:
        let octal = String(byte, radix: 8)
        quoted += "\\" + String(repeating: "0", count: 3 - octal.count) + octal
      }
      isSpecial = true
    }
    text = isSpecial ? quoted + "\"" : path
  }
}
