internal import SourceText

/// Rewrites `lazy import m` (PEP 810), which the grammar does not know, to `import      m` for the parser.
///
/// The keyword that follows moves to the front instead of `lazy` being blanked: blanks at the start of a line would be
/// an indentation.
enum LazyKeywords {
  /// Replaces each `lazy` that begins a statement in front of `import` or `from`, and says where they were.
  ///
  /// Strings may be hit too; that changes nothing of their shape, and only real imports ask for these offsets.
  static func replace(in bytes: inout [UInt8]) -> Set<Int> {
    var found: Set<Int> = []
    let lazy = Array("lazy".utf8)
    // Nearly no file has one, and whether `zy` follows `la` is asked in no time.
    guard bytes.indices.dropLast().contains(where: { bytes[$0] == lazy[2] && bytes[$0 + 1] == lazy[3] }) else {
      return found
    }
    var mayStart = true
    var offset = 0
    while offset + 10 < bytes.count {
      let byte = bytes[offset]
      if mayStart, byte == lazy[0], bytes[offset..<(offset + 4)].elementsEqual(lazy),
        let keyword = keyword(after: offset + 4, in: bytes)
      {
        let word = Array(bytes[keyword])
        for index in offset..<keyword.upperBound { bytes[index] = .space }
        bytes.replaceSubrange(offset..<(offset + word.count), with: word)
        found.insert(offset)
        offset = keyword.upperBound
      }
      switch byte {
      case .lineFeed, .carriageReturn, UInt8(ascii: ";"), UInt8(ascii: ":"): mayStart = true
      default: mayStart = mayStart && byte.isBlank
      }
      offset += 1
    }
    return found
  }

  /// The `import` or `from` that follows after blanks and ends there.
  private static func keyword(after offset: Int, in bytes: [UInt8]) -> Range<Int>? {
    var start = offset
    while start < bytes.count, bytes[start] == .space || bytes[start] == .tab { start += 1 }
    guard start > offset else { return nil }
    for word in ["import", "from"] {
      let range = start..<(start + word.utf8.count)
      guard range.upperBound < bytes.count, bytes[range].elementsEqual(word.utf8) else { continue }
      return bytes[range.upperBound].isNamePart ? nil : range
    }
    return nil
  }
}
