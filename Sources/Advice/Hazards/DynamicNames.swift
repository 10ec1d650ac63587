internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// The file reaches names in ways that cannot be followed, so a name that seems unused elsewhere may be needed.
enum DynamicNames: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    // Whoever read the file knows what is reached.
    guard !evidence.recipes.reachesNoImport(in: name.statement.file) else { return nil }
    let found = accesses(in: name.syntax, named: evidence.graph.project.moduleName(of: name.statement.file)).first
    guard let access = found else { return nil }
    return Reason(
      .dynamicNames,
      "line \(access.position.line) uses \(access.kind.rawValue), which may reach any name of the module"
    )
  }

  /// The places where a name of the module's may be reached.
  static func accesses(in syntax: ModuleSyntax, named module: String) -> [DynamicNameAccess] {
    syntax.dynamicNameAccess.filter {
      isDangerous($0) && !asksForOther(than: module, $0, in: syntax.source) && !hasNamespace($0, in: syntax.source)
    }
  }

  private static func isDangerous(_ access: DynamicNameAccess) -> Bool {
    switch access.kind {
    case .eval, .exec, .globals, .reload, .systemModules: true
    case .vars, .locals: access.scope == 0
    case .importFunction, .importModule: false
    }
  }

  /// Whether `exec` or `eval` is given names to work with, and these are not plainly the module's own: `exec(code, names)`.
  ///
  /// Where the module's own become such names, by `globals()` or `sys.modules`, that is an access of its own.
  private static func hasNamespace(_ access: DynamicNameAccess, in source: SourceFile) -> Bool {
    guard access.kind == .exec || access.kind == .eval else { return false }
    let rest = source.bytes[access.range.upperBound...].drop { $0.isSpace }
    guard rest.first == UInt8(ascii: "(") else { return false }
    var depth = 0
    var quote: UInt8?
    var isEscaped = false
    for (offset, byte) in zip(rest.indices, rest) {
      if let open = quote {
        if byte == open, !isEscaped { quote = nil }
        isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
        continue
      }
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: ",") where depth == 1:
        let given = rest[(offset + 1)...].drop { $0.isSpace || $0 == .lineFeed || $0 == UInt8(ascii: "\r") }
        let own = [")", "None", "globals", "locals", "vars", "*", "builtins."]
        return !own.contains { given.starts(with: $0.utf8) }
      default: break
      }
      if depth == 0 { return false }
    }
    return false
  }

  /// Whether `sys.modules` is only asked for a module that is named right there, and is another one: `sys.modules["pandas"]`,
  /// `sys.modules.get("pandas")`, `sys.modules.pop("pandas")`, `"pandas" in sys.modules`.
  private static func asksForOther(than own: String, _ access: DynamicNameAccess, in source: SourceFile) -> Bool {
    guard access.kind == .systemModules else { return false }
    let bytes = source.bytes
    var rest = bytes[access.range.lowerBound...].prefix(200)
    for word in ["sys.", "modules"] where rest.starts(with: word.utf8) { rest = rest.dropFirst(word.utf8.count) }
    let before = bytes[..<access.range.lowerBound].suffix(200)
    if let word = literal(endingIn: before, before: "in") { return word != own }
    for opening in ["[", ".get(", ".pop("] where rest.starts(with: opening.utf8) {
      rest = rest.dropFirst(opening.utf8.count)
      guard let quote = rest.first, "\"'".utf8.contains(quote) else { return false }
      let word = rest.dropFirst().prefix { $0.isPartOfPath }
      guard rest.dropFirst(word.count + 1).first == quote else { return false }
      return String(decoding: word, as: UTF8.self) != own
    }
    return false
  }

  /// The text in quotes in front of a word at the end: `pandas` for `"pandas" in`.
  private static func literal(endingIn text: ArraySlice<UInt8>, before word: String) -> String? {
    var text = text
    func dropSpace() { while text.last == UInt8(ascii: " ") { text.removeLast() } }
    dropSpace()
    guard text.suffix(word.utf8.count).elementsEqual(word.utf8) else { return nil }
    text.removeLast(word.utf8.count)
    dropSpace()
    if text.suffix(4).elementsEqual(" not".utf8) { text.removeLast(4) }
    dropSpace()
    guard let quote = text.popLast(), "\"'".utf8.contains(quote) else { return nil }
    let path = text.reversed().prefix { $0.isPartOfPath }
    guard !path.isEmpty, text.dropLast(path.count).last == quote else { return nil }
    return String(decoding: Array(path.reversed()), as: UTF8.self)
  }
}
