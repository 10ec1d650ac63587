internal import SourceText

/// Rewrites the defaults of type parameters (PEP 696), which the grammar does not know, for the parser: `[T = int]` becomes
/// `[T , int]`.
///
/// Who reads the list finds in the source that such a comma is none. Strings may be hit too; that changes nothing of their
/// shape, and what they say is read from the source.
enum TypeParameterDefaults {
  static func replace(in bytes: inout [UInt8]) {
    for offset in bytes.indices where bytes[offset] == UInt8(ascii: "[") && isList(at: offset, in: bytes) {
      for sign in signs(after: offset + 1, in: bytes) {
        bytes[sign] = UInt8(ascii: ",")
        // `*Ts = *tuple[int]`: the grammar takes a star only in front of a name.
        let value = bytes[(sign + 1)...].firstIndex { !$0.isBlank } ?? bytes.endIndex
        if value < bytes.endIndex, bytes[value] == UInt8(ascii: "*") { bytes[value] = .space }
      }
    }
  }

  private static let keywords = ["class", "def", "type"].map { Array($0.utf8) }

  /// Whether a bracket stands behind `class`, `def` or `type` and a name.
  private static func isList(at bracket: Int, in bytes: [UInt8]) -> Bool {
    var end = bracket
    while end > 0, bytes[end - 1].isBlank { end -= 1 }
    var name = end
    while name > 0, bytes[name - 1].isNamePart { name -= 1 }
    var keyword = name
    while keyword > 0, bytes[keyword - 1].isBlank { keyword -= 1 }
    guard name < end, keyword < name else { return false }
    return keywords.contains { word in
      let start = keyword - word.count
      guard start >= 0, bytes[start..<keyword].elementsEqual(word) else { return false }
      return start == 0 || !bytes[start - 1].isNamePart
    }
  }

  /// The equals signs in a list that stand in no inner brackets, at most one for each parameter.
  private static func signs(after start: Int, in bytes: [UInt8]) -> [Int] {
    var signs: [Int] = []
    var depth = 0
    var quote: UInt8?
    var hasDefault = false
    for offset in bytes[start...].indices {
      let byte = bytes[offset]
      if let mark = quote {
        if byte == mark { quote = nil }
        continue
      }
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\""): quote = byte
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        if depth == 0 { return signs }
        depth -= 1
      case UInt8(ascii: ",") where depth == 0: hasDefault = false
      case UInt8(ascii: "=") where depth == 0 && !hasDefault:
        signs.append(offset)
        hasDefault = true
      default: break
      }
    }
    return []
  }
}
