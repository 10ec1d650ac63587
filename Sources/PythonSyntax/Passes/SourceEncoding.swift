internal import SourceText

/// The encoding that a file declares (PEP 263), as far as it matters to us.
enum SourceEncoding {
  case utf8
  case legacy(LegacyEncoding, Range<Int>)
  case unsupported(String, Range<Int>)

  init(_ source: SourceFile) {
    guard let (name, range) = Self.declared(in: source) else {
      self = .utf8
      return
    }
    switch name.lowercased().replacing("_", with: "-") {
    case "utf-8", "utf8", "u8", "utf-8-sig", "ascii", "us-ascii": self = .utf8
    case let name where name.hasPrefix("utf-8-"): self = .utf8
    default: self = LegacyEncoding(pythonName: name).map { .legacy($0, range) } ?? .unsupported(name, range)
    }
  }

  /// Looks in the first two lines for a comment with `coding:` or `coding=` and a name; the second line counts only if
  /// the first is blank or a comment.
  private static func declared(in source: SourceFile) -> (String, Range<Int>)? {
    for line in 1...2 {
      let range = source.lines.range(ofLine: line)
      let text = source.bytes[range].drop { $0.isBlank }
      guard let first = text.first, first == UInt8(ascii: "#") else {
        if text.allSatisfy({ $0 == .lineFeed || $0 == .carriageReturn }) { continue }
        return nil
      }
      if let name = cookie(in: text) { return (String(decoding: source.bytes[name], as: UTF8.self), name) }
    }
    return nil
  }

  private static func cookie(in comment: ArraySlice<UInt8>) -> Range<Int>? {
    let word = Array("coding".utf8)
    var start = comment.startIndex
    while start + word.count < comment.endIndex {
      defer { start += 1 }
      guard comment[start..<(start + word.count)].elementsEqual(word) else { continue }
      var position = start + word.count
      guard comment[position] == UInt8(ascii: ":") || comment[position] == UInt8(ascii: "=") else { continue }
      position += 1
      while position < comment.endIndex, comment[position] == .space || comment[position] == .tab { position += 1 }
      let name = comment[position...].prefix {
        $0.isNamePart && $0 < 0x80 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
      }
      if !name.isEmpty { return name.indices }
    }
    return nil
  }

  /// The offset of the first byte that is not part of valid UTF-8.
  static func firstInvalidUTF8(in bytes: [UInt8]) -> Int? {
    guard bytes.reduce(0, |) >= 0x80 else { return nil }
    var decoder = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
      switch decoder.parseScalar(from: &iterator) {
      case .valid(let scalar): offset += scalar.count
      case .error: return offset
      case .emptyInput: return nil
      }
    }
  }
}
