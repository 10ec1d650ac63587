internal import Foundation
internal import SourceText
internal import TreeSitter

/// A file's text as the parser gets it: every byte where it was, but with what the grammar does not know replaced by
/// something of equal length that it does.
struct ParsableText {
  let source: SourceFile
  /// What the parser reads.
  let bytes: [UInt8]
  /// The offsets of the `lazy` of each statement that begins with it (PEP 810), if it turns out to be an import.
  let lazyKeywords: Set<Int>
  let problems: [SyntaxProblem]
  private let encoding: LegacyEncoding?

  init(_ source: SourceFile, _ edition: LanguageEdition) {
    self.source = source
    var bytes = source.bytes
    var problems: [SyntaxProblem] = []
    func problem(_ kind: SyntaxProblem.Kind, at range: Range<Int>) {
      problems.append(SyntaxProblem(kind: kind, range: range, position: source.lines.position(at: range.lowerBound)))
    }
    switch SourceEncoding(source) {
    case .utf8:
      encoding = nil
      if let offset = SourceEncoding.firstInvalidUTF8(in: bytes) { problem(.invalidUTF8, at: offset..<(offset + 1)) }
    case .legacy(let legacy, let range):
      encoding = legacy
      if let offset = legacy.mask(&bytes) {
        problem(.invalidBytes(encoding: source.text(in: range)), at: offset..<(offset + 1))
      }
    case .unsupported(let name, let range):
      encoding = nil
      problem(.unsupportedEncoding(name), at: range)
      // Better nothing than names that are not there.
      bytes = []
    }
    // Python takes a lone carriage return for a line end, the grammar does not.
    for offset in bytes.indices.dropLast() where bytes[offset] == .carriageReturn && bytes[offset + 1] != .lineFeed {
      bytes[offset] = .lineFeed
    }
    lazyKeywords = LazyKeywords.replace(in: &bytes)
    TypeParameterDefaults.replace(in: &bytes)
    if edition == .from314 { NewerSyntax.replace(in: &bytes) }
    self.bytes = bytes
    self.problems = problems
  }

  /// The text of a node.
  func text(_ node: Node) -> String { text(node.range) }

  /// A name as Python compares it: one spelled with compatibility characters is the plain one (NFKC, PEP 3131).
  func name(_ node: Node) -> String {
    let name = text(node)
    return name.utf8.allSatisfy { $0 < 0x80 } ? name : name.precomposedStringWithCompatibilityMapping
  }

  /// The text of a range of the file.
  func text(_ range: Range<Int>) -> String {
    let bytes = source.bytes[range]
    guard let encoding, bytes.contains(where: { $0 >= 0x80 }) else { return String(decoding: bytes, as: UTF8.self) }
    return encoding.decode(bytes) ?? String(decoding: bytes, as: UTF8.self)
  }

  /// Whether nothing but white space stands on the line in front of an offset.
  func startsLine(at offset: Int) -> Bool {
    source.bytes[source.lines.lineStart(of: offset)..<offset].allSatisfy(\.isBlank)
  }
}

extension UInt8 {
  /// Whether it is white space that does not end a line; the byte order mark counts because nothing is in front of it.
  var isBlank: Bool {
    switch self {
    case .space, .tab, .formFeed, 0xEF, 0xBB, 0xBF: true
    default: false
    }
  }

  /// Whether it can be part of a name.
  var isNamePart: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...0xFF:
      true
    default: false
    }
  }
}
