internal import SourceText

/// Rewrites what CPython 3.14 understands and the grammar does not, for the parser and in place.
///
/// Comments and strings may be hit, too; that changes nothing of their shape, and what they say is read from the source.
enum NewerSyntax {
  static func replace(in bytes: inout [UInt8]) {
    replaceTemplates(in: &bytes)
    replaceExceptionLists(in: &bytes)
  }

  /// `t"…{x}"` (PEP 750) has the shape of `f"…{x}"`.
  private static func replaceTemplates(in bytes: inout [UInt8]) {
    for offset in bytes.indices.dropLast() where bytes[offset] | 0x20 == UInt8(ascii: "t") {
      let start = isRaw(offset - 1, in: bytes) ? offset - 1 : offset
      let end = isRaw(offset + 1, in: bytes) ? offset + 2 : offset + 1
      guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") || bytes[end] == UInt8(ascii: "'") else { continue }
      if start == 0 || !bytes[start - 1].isNamePart { bytes[offset] = UInt8(ascii: "f") }
    }
  }

  private static func isRaw(_ offset: Int, in bytes: [UInt8]) -> Bool {
    bytes.indices.contains(offset) && bytes[offset] | 0x20 == UInt8(ascii: "r")
  }

  /// `except A, B:` (PEP 758) reads the same names as `except A| B:`.
  private static func replaceExceptionLists(in bytes: inout [UInt8]) {
    let word = Array("except".utf8)
    var startsLine = true
    for offset in bytes.indices {
      let byte = bytes[offset]
      if startsLine, byte == word[0], bytes[offset...].starts(with: word) {
        for comma in commas(after: offset + word.count, in: bytes) { bytes[comma] = UInt8(ascii: "|") }
      }
      startsLine = byte == .lineFeed || byte == .carriageReturn || startsLine && byte.isBlank
    }
  }

  /// The commas in front of the colon that stand in no brackets.
  private static func commas(after start: Int, in bytes: [UInt8]) -> [Int] {
    var commas: [Int] = []
    var depth = 0
    for offset in bytes[start...].indices {
      switch bytes[offset] {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: ",") where depth == 0: commas.append(offset)
      case UInt8(ascii: ":") where depth == 0: return commas
      case .lineFeed where depth == 0, .carriageReturn where depth == 0: return []
      default: break
      }
    }
    return []
  }
}
