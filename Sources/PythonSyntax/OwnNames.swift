internal import SourceText

extension ModuleSyntax {
  /// The `dir()` in `__all__ = [name for name in dir() if not name.startswith("_")]`; nil without such a line.
  ///
  /// Only this very form is understood: what it lists is known as soon as the module's names are.
  public var directoryOfAll: Range<Int>? {
    for line in 1...max(1, source.lines.count) {
      let range = source.lines.range(ofLine: line)
      let bytes = source.bytes[range]
      guard bytes.starts(with: "__all__".utf8) else { continue }
      let words = String(decoding: bytes.prefix { $0 != UInt8(ascii: "#") }, as: UTF8.self).split { $0.isWhitespace }
      guard words.count == 10, case let variable = words[4],
        words.prefix(9).elementsEqual(["__all__", "=", "[\(variable)", "for", variable, "in", "dir()", "if", "not"]),
        ["'_'", "\"_\""].contains(where: { words[9] == "\(variable).startswith(\($0))]" }),
        let call = bytes.firstRange(of: Array("dir()".utf8)),
        uses.contains(where: { $0.name == "dir" && $0.resolved == nil && $0.range.lowerBound == call.lowerBound })
      else { continue }
      return call
    }
    return nil
  }
}
