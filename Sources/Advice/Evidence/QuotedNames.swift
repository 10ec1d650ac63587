internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// Which names of a module the program's files spell in strings: `patch("app.name")`, `setattr(app, "name", …)`.
struct QuotedNames {
  private struct Name: Hashable {
    let file: String, name: String
  }

  /// The functions that take an object and the name of its attribute.
  private static let setters: Set = ["object", "setattr", "getattr", "hasattr", "delattr", "spy", "patch_object"]

  private var places: [Name: Place] = [:]

  /// Reads every file once, as bytes: a string in a comment does no harm.
  ///
  /// - Complexity: O(bytes of all files).
  init(_ project: Project, _ names: ModuleNames) {
    for path in project.paths {
      guard let syntax = project.files[path] else { continue }
      let bytes = syntax.source.bytes
      let relative = project.relativePath(of: path)
      let meanings = Self.meanings(in: syntax, path, names)
      for (word, offset) in Self.strings(in: bytes) {
        let parts = String(decoding: word, as: UTF8.self).split(separator: ".").map(String.init)
        let place = Place(path: relative, line: syntax.source.lines.line(at: offset))
        for count in parts.indices.dropFirst() {
          for file in names.files(named: parts.prefix(count).joined(separator: ".")) {
            note(parts[count], of: file, at: place)
          }
        }
        guard parts.count == 1, let object = Self.object(before: offset, in: bytes) else { continue }
        let last = object.split(separator: ".").last.map(String.init) ?? object
        for module in [last, object] + (meanings[object] ?? []) {
          for file in names.files(named: module) { note(parts[0], of: file, at: place) }
        }
      }
    }
  }

  /// Where a string first names something in a file.
  func place(of name: String, in file: String) -> Place? { places[Name(file: file, name: name)] }

  private mutating func note(_ name: String, of file: String, at place: Place) {
    let key = Name(file: file, name: name)
    if places[key] == nil { places[key] = place }
  }

  /// The dotted names that strings of a file name to replace them, `patch("requests.get")` or `setattr(requests, "get", …)`,
  /// with their lines; only for files that speak of replacing, and no strings that only tell or ask for a name.
  static func replaced(
    in syntax: ModuleSyntax,
    _ path: String,
    _ names: ModuleNames
  ) -> [(name: String, line: Int)] {
    let bytes = syntax.source.bytes
    func speaks(of words: [String]) -> Bool { words.contains { bytes.firstRange(of: Array($0.utf8)) != nil } }
    let patches = speaks(of: ["mocker", "stub"]) || speaksOfPatching(bytes)
    guard patches || speaks(of: ["setattr"]) else { return [] }
    // To set an attribute of a module that a text names takes a way from the text to the module.
    let findsModules = patches || speaks(of: ["import_module", "__import__", "sys.modules", "resolve", "locate("])
    let meanings = meanings(in: syntax, path, names)
    return strings(in: bytes).flatMap { word, offset -> [(String, Int)] in
      guard !isOnlyTold(at: offset, in: bytes) else { return [] }
      let line = syntax.source.lines.line(at: offset)
      let text = String(decoding: word, as: UTF8.self)
      if text.contains(".") { return findsModules ? [(text, line)] : [] }
      guard let object = object(before: offset, in: bytes) else { return [] }
      return ([object] + (meanings[object] ?? [])).map { ("\($0).\(text)", line) }
    }
  }

  /// Whether a file speaks of patching; one that dispatches does not.
  private static func speaksOfPatching(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while let found = rest.firstRange(of: Array("patch".utf8)) {
      guard bytes[..<found.lowerBound].suffix(3).elementsEqual("dis".utf8) else { return true }
      rest = bytes[found.upperBound...]
    }
    return false
  }

  /// Whether a string is what an object says of its origin (`f.__module__ = "app"`), asks `sys.modules` for a module, or
  /// stands in a line of comment: none of these replaces anything.
  private static func isOnlyTold(at offset: Int, in bytes: [UInt8]) -> Bool {
    let line = bytes[..<offset].lastIndex(of: .lineFeed).map { $0 + 1 } ?? 0
    let before = bytes[line..<offset].filter { !$0.isSpace }
    return before.first == UInt8(ascii: "#")
      || ["__module__=", "modules.get("].contains { before.suffix($0.utf8.count).elementsEqual($0.utf8) }
  }

  /// The strings that are dotted names, with the offsets of their first quotes.
  private static func strings(in bytes: [UInt8]) -> [(word: ArraySlice<UInt8>, offset: Int)] {
    var found: [(ArraySlice<UInt8>, Int)] = []
    for (offset, quote) in bytes.enumerated() where quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      let word = bytes[(offset + 1)...].prefix { $0.isPartOfPath }
      guard !word.isEmpty, offset + 1 + word.count < bytes.count, bytes[offset + 1 + word.count] == quote else {
        continue
      }
      found.append((word, offset))
    }
    return found
  }

  /// What the imported names of a file stand for.
  private static func meanings(in syntax: ModuleSyntax, _ path: String, _ names: ModuleNames) -> [String: [String]] {
    var meanings: [String: [String]] = [:]
    for statement in syntax.imports where !statement.isStar {
      for name in statement.names {
        meanings[name.boundName, default: []].append(names.meaning(of: name, in: statement, of: path))
      }
    }
    return meanings
  }

  /// `app` in `setattr(app, "name"`, for the offset of the string.
  private static func object(before offset: Int, in bytes: [UInt8]) -> String? {
    var end = offset
    func skip(_ isSkipped: (UInt8) -> Bool) -> Range<Int> {
      let upper = end
      while end > 0, isSkipped(bytes[end - 1]) { end -= 1 }
      return end..<upper
    }
    func take(_ byte: UInt8) -> Bool {
      _ = skip(\.isSpace)
      guard end > 0, bytes[end - 1] == byte else { return false }
      end -= 1
      _ = skip(\.isSpace)
      return true
    }
    guard take(UInt8(ascii: ",")) else { return nil }
    let object = skip(\.isPartOfPath)
    guard !object.isEmpty, take(UInt8(ascii: "(")) else { return nil }
    let function = skip { $0.isPartOfPath && $0 != UInt8(ascii: ".") }
    guard setters.contains(String(decoding: bytes[function], as: UTF8.self)) else { return nil }
    return String(decoding: bytes[object], as: UTF8.self)
  }
}

extension UInt8 {
  /// Whether it may be part of a dotted name; names outside of ASCII are taken whole.
  var isPartOfPath: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), 0x80...:
      true
    default: false
    }
  }

  /// Whether it separates words.
  var isSpace: Bool { self == UInt8(ascii: " ") || (9...13).contains(self) }
}
