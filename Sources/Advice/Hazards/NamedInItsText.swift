internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// The file itself names the import in a text that is evaluated in the module: a type in quotes, an example in a docstring.
enum NamedInItsText: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    name.boundNames.lazy.compactMap { reason(against: $0, of: name, in: evidence) }.first
  }

  private static func reason(against bound: String, of name: CandidateImport, in evidence: Evidence) -> Reason? {
    let bytes = name.syntax.source.bytes
    // The examples of packages are tests of their authors.
    let isOwn = evidence.graph.project.package(of: name.statement.file) == nil
    let word = Array(bound.utf8)
    // Annotations in quotes are known as what they are.
    lazy var known = name.syntax.uses.filter { $0.name == bound && $0.isAnnotation }.map(\.range)
    var start = 0
    while let found = bytes[start...].firstRange(of: word) {
      start = found.upperBound
      let before = found.lowerBound > 0 ? bytes[found.lowerBound - 1] : .lineFeed
      let after = found.upperBound < bytes.count ? bytes[found.upperBound] : .lineFeed
      guard !before.isPartOfPath, !after.isPartOfName else { continue }
      let line = name.syntax.source.lines.line(at: found.lowerBound)
      if isOwn, isExample(name.syntax.source, line) {
        return Reason(
          .doctest,
          "the example in line \(line) uses `\(bound)`, and doctest runs it with the module's names"
        )
      }
      // What looks through the file comes last.
      guard let quoted = quotedText(around: found, in: bytes), isType(quoted, naming: bound),
        !known.contains(where: { $0.overlaps(found) }), !isListed(found, in: bytes)
      else { continue }
      return Reason(.quotedType, "line \(line) names `\(bound)` in a string that may be evaluated as a type")
    }
    return nil
  }

  /// Whether a line begins like one of the interpreter's dialogue.
  private static func isExample(_ source: SourceFile, _ line: Int) -> Bool {
    let text = source.bytes[source.lines.range(ofLine: line)].drop { $0.isSpace }
    return text.starts(with: Array(">>> ".utf8)) || text.starts(with: Array("... ".utf8))
  }

  /// Whether a place stands in the brackets behind `__all__`, where a string is a name and no type.
  private static func isListed(_ place: Range<Int>, in bytes: [UInt8]) -> Bool {
    var start = 0
    while let list = bytes[start..<place.lowerBound].firstRange(of: Array("__all__".utf8)) { start = list.upperBound }
    return start > 0 && !bytes[start..<place.lowerBound].contains { ")]".utf8.contains($0) }
  }

  /// What stands between the quotes around a place on its line; nil if there are none.
  private static func quotedText(around place: Range<Int>, in bytes: [UInt8]) -> ArraySlice<UInt8>? {
    let isType = { (byte: UInt8) in byte.isPartOfPath || "[], |".utf8.contains(byte) }
    var lower = place.lowerBound
    while lower > 0, isType(bytes[lower - 1]) { lower -= 1 }
    var upper = place.upperBound
    while upper < bytes.count, isType(bytes[upper]) { upper += 1 }
    guard lower > 0, upper < bytes.count, bytes[lower - 1] == bytes[upper], "\"'".utf8.contains(bytes[upper]) else {
      return nil
    }
    return bytes[lower..<upper]
  }

  /// Whether a text reads like a type that begins with a name or has it in brackets; a bare word may be anything.
  private static func isType(_ text: ArraySlice<UInt8>, naming name: String) -> Bool {
    let words = text.split { !$0.isPartOfPath }.map { String(decoding: $0, as: UTF8.self) }
    guard words.contains(where: { $0 == name || $0.hasPrefix(name + ".") }) else { return false }
    let isBracketed = text.contains(UInt8(ascii: "[")) || text.contains(UInt8(ascii: "|"))
    return words.count == 1 ? words[0] != name || name.first?.isUppercase == true : isBracketed
  }
}
