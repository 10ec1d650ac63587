internal import SourceText

/// What a file does where it says `sys.modules`.
enum ModuleTableMention: Equatable {
  /// It sets or takes out a module whose name is written there, at that offset: `sys.modules["m"] = …`,
  /// `sys.modules.pop("m")`, `addCleanup(sys.modules.pop, "m")`.
  case replaces(String, Int)
  /// It only looks: `sys.modules[name].x`, `"m" in sys.modules`, `list(sys.modules)`.
  case looks
  /// It may do anything, to any module.
  case other

  private static let looking: Set = [
    "get", "keys", "values", "items", "copy", "__getitem__", "__contains__", "__len__",
  ]
  private static let replacing: Set = ["pop", "setdefault", "__setitem__", "__delitem__"]
  private static let copying = ["list(", "set(", "tuple(", "dict(", "sorted(", "frozenset(", "len(", "iter("]

  /// All mentions, those in strings and comments too.
  static func all(in source: SourceFile) -> [ModuleTableMention] {
    let (bytes, word) = (source.bytes, Array("sys.modules".utf8))
    var found: [ModuleTableMention] = []
    var rest = bytes[...]
    while let range = rest.firstRange(of: word) {
      found.append(ModuleTableMention(range, in: bytes))
      rest = bytes[range.upperBound...]
    }
    return found
  }

  private init(_ mention: Range<Int>, in bytes: [UInt8]) {
    self = .other
    let (before, after) = (bytes[..<mention.lowerBound], bytes[mention.upperBound...])
    switch after.first {
    case UInt8(ascii: "["):
      guard let end = Self.end(ofBracketIn: after) else { return }
      if Self.isRead(mention.lowerBound..<end, in: bytes) {
        self = .looks
      } else if let (name, rest) = Self.literal(in: after.dropFirst()), rest == end - 1 {
        self = .replaces(name, mention.lowerBound)
      }
    case UInt8(ascii: "."):
      let method = after.dropFirst().prefix { $0.isPartOfName }
      let name = String(decoding: method, as: UTF8.self)
      if Self.looking.contains(name) { self = .looks }
      let rest = bytes[method.endIndex...].drop { $0.isSpace }
      guard Self.replacing.contains(name), let open = rest.first, "(,".utf8.contains(open),
        let (module, end) = Self.literal(in: rest.dropFirst()), let close = bytes[end...].first,
        ",)".utf8.contains(close)
      else { return }
      self = .replaces(module, mention.lowerBound)
    case let next?:
      let isAsked = before.ends(with: " in ") && ": )\r\n".utf8.contains(next)
      let isCopied = next == UInt8(ascii: ")") && Self.copying.contains { before.ends(with: $0) }
      if isAsked || isCopied { self = .looks }
    case nil: break
    }
  }

  /// Whether an item is read: it stands where nothing can be assigned, nor deleted.
  private static func isRead(_ item: Range<Int>, in bytes: [UInt8]) -> Bool {
    let before = bytes[..<item.lowerBound]
    let start = before.lastIndex(of: .lineFeed).map { $0 + 1 } ?? 0
    let statement = before[start...].drop { $0.isSpace }
    let rest = bytes[item.upperBound...].prefix { $0 != .lineFeed }
    let isTarget = ["as ", "for ", "del "].contains { before.ends(with: $0) } || statement.starts(with: "del".utf8)
    guard !isTarget, rest.firstRange(of: Array(" = ".utf8)) == nil else { return false }
    let next = rest.drop { $0 == UInt8(ascii: " ") }
    guard let first = next.first else { return true }
    return ".),:\r".utf8.contains(first) || next.starts(with: "==".utf8)
      || ["if ", "and ", "or ", "is ", "not ", "in ", "for ", "else "].contains { next.starts(with: $0.utf8) }
  }

  /// Behind the bracket that closes the first one.
  private static func end(ofBracketIn text: ArraySlice<UInt8>) -> Int? {
    var depth = 0
    for (offset, byte) in zip(text.indices, text.prefix(400)) {
      if byte == UInt8(ascii: "[") { depth += 1 }
      if byte == UInt8(ascii: "]") { depth -= 1 }
      if depth == 0 { return offset + 1 }
    }
    return nil
  }

  /// A plain string at the beginning, and where what follows it begins.
  private static func literal(in text: ArraySlice<UInt8>) -> (name: String, end: Int)? {
    let text = text.drop { $0.isSpace }
    guard let quote = text.first, "\"'".utf8.contains(quote) else { return nil }
    let name = text.dropFirst().prefix { $0.isPartOfPath }
    guard !name.isEmpty, text[name.endIndex...].first == quote else { return nil }
    let end = text[(name.endIndex + 1)...].firstIndex { !$0.isSpace } ?? text.endIndex
    return (String(decoding: name, as: UTF8.self), end)
  }
}

extension ArraySlice<UInt8> {
  fileprivate func ends(with text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }
}
