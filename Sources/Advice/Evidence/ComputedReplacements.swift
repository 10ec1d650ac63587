internal import PythonSyntax
internal import SourceText

extension ModuleSyntax {
  /// Whether the file may replace something whose dotted name it puts together: `patch(module + ".name")`, `patch(target)`.
  ///
  /// Names that are written out (`patch("app.name")`) are found where they stand, and an attribute that is named beside its
  /// object (`setattr(app, "name", …)`) has no dot in its name. Whatever else is done with a function that speaks of
  /// replacing, or with one that has another name here, may take a name that is made somewhere.
  ///
  /// - Complexity: O(bytes of the file).
  var mayReplaceByComputedName: Bool {
    let isRenamed = imports.contains { statement in
      statement.names.contains { $0.alias != nil && ReplacementCall.speaks(Array($0.name.utf8)[...]) }
    }
    return isRenamed
      || ReplacementCall.words(in: self).contains { ReplacementCall.mayTakeComputedName($0, in: source.bytes) }
  }
}

/// What stands behind a word that speaks of replacing.
private enum ReplacementCall {
  /// Parts of `patch` that are given an object and the name of its attribute, a dictionary, or nothing; `multiple` is given
  /// the names as keywords.
  private static let harmless: Set = ["object", "dict", "multiple", "stop", "stopall"]
  /// What may stand behind a name in code; any other word behind it makes it prose.
  private static let keywords: Set = ["and", "as", "else", "for", "if", "in", "is", "not", "or", "async"]

  static func speaks(_ word: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: word, as: UTF8.self)
    guard text != "monkeypatch", !text.contains("dispatch") else { return false }
    return text.contains("patch") || text.contains("setattr")
  }

  /// The places of the words outside of imports, in code, strings and comments alike.
  static func words(in syntax: ModuleSyntax) -> [Range<Int>] {
    let bytes = syntax.source.bytes
    let imports = syntax.imports.map(\.range)
    var found: [Range<Int>] = []
    var offset = 0
    while offset < bytes.count {
      let word = bytes[offset...].prefix { $0.isPartOfName }
      if speaks(word), !imports.contains(where: { $0.contains(offset) }) {
        found.append(word.startIndex..<word.endIndex)
      }
      offset = word.endIndex + 1
    }
    return found
  }

  static func mayTakeComputedName(_ word: Range<Int>, in bytes: [UInt8]) -> Bool {
    let before = bytes[..<word.lowerBound].reversed()
    // `setattr(…)` itself sets one attribute, whose name has no dot.
    let isBuiltin = bytes[word].elementsEqual("setattr".utf8) && before.first != UInt8(ascii: ".")
    // What has such a name is told by what is done with that name then.
    let isDefined = ["def ", "class ", " as "].contains { before.starts(with: $0.utf8.reversed()) }
    guard !isBuiltin, !isDefined, let next = text(from: word.upperBound, in: bytes) else { return false }
    let isNextOnLine = !bytes[word.upperBound..<next].contains(.lineFeed)
    switch bytes[next] {
    case UInt8(ascii: "=") where isNextOnLine && bytes[(next + 1)...].first == UInt8(ascii: " "): return false
    case UInt8(ascii: "("):
      return mayTakeComputedName(callOf: String(decoding: bytes[word], as: UTF8.self), at: next, in: bytes)
    case UInt8(ascii: "."):
      let part = bytes[(next + 1)...].prefix { $0.isPartOfName }
      let isStarted = part.elementsEqual("start".utf8) && bytes[part.endIndex...].starts(with: "()".utf8)
      return !part.isEmpty && !isStarted && !harmless.contains(String(decoding: part, as: UTF8.self))
    default:
      let other = bytes[next...].prefix { $0.isPartOfName }
      return !isNextOnLine || other.isEmpty || keywords.contains(String(decoding: other, as: UTF8.self))
    }
  }

  private static func mayTakeComputedName(callOf function: String, at open: Int, in bytes: [UInt8]) -> Bool {
    guard let first = text(from: open + 1, in: bytes) else { return true }
    if let end = end(ofWholeNameAt: first, in: bytes) {
      // Others than these two may put together what they are given.
      let hasMore = bytes[end] == UInt8(ascii: ",") && ["patch", "setattr"].contains(function)
      return !hasMore && bytes[end] != UInt8(ascii: ")")
    }
    // With a third argument, `monkeypatch.setattr(object, name, value)`, the first is an object.
    guard function == "setattr", let comma = end(ofPathAt: first, in: bytes), bytes[comma] == UInt8(ascii: ","),
      let second = text(from: comma + 1, in: bytes),
      let end = end(ofWholeNameAt: second, in: bytes) ?? end(ofPathAt: second, in: bytes),
      bytes[end] == UInt8(ascii: ","), let third = text(from: end + 1, in: bytes)
    else { return true }
    return bytes[third] == UInt8(ascii: ")") || bytes[third...].starts(with: "raising".utf8)
  }

  /// What follows a plain string that does not begin with a dot, as what only continues a name does.
  private static func end(ofWholeNameAt quote: Int, in bytes: [UInt8]) -> Int? {
    guard "\"'".utf8.contains(bytes[quote]) else { return nil }
    let name = bytes[(quote + 1)...].prefix { $0 != bytes[quote] && $0 != .lineFeed && $0 != UInt8(ascii: "\\") }
    guard let first = name.first, first != UInt8(ascii: "."), name.endIndex < bytes.count,
      bytes[name.endIndex] == bytes[quote]
    else { return nil }
    return text(from: name.endIndex + 1, in: bytes)
  }

  /// What follows a dotted name.
  private static func end(ofPathAt start: Int, in bytes: [UInt8]) -> Int? {
    let path = bytes[start...].prefix { $0.isPartOfPath }
    return path.isEmpty ? nil : text(from: path.endIndex, in: bytes)
  }

  private static func text(from offset: Int, in bytes: [UInt8]) -> Int? {
    bytes[min(offset, bytes.count)...].firstIndex { !$0.isSpace }
  }
}
