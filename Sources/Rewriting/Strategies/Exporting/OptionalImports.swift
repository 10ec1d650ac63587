internal import PythonSyntax
internal import SourceText

/// `try: import a`, `except ImportError: pass`, perhaps with `else: from pkg import b`: imports that may fail and are done
/// without then.
///
/// Only this form is understood: both blocks hold nothing but imports, and a failure leaves the names unbound.
struct OptionalImports {
  /// The whole statement, from the start of its first line to the end of its last.
  let range: Range<Int>
  /// What it tries, and what it imports if that succeeds.
  let tried: [ImportStatement], following: [ImportStatement]
  /// What it catches, as written.
  let caught: String

  /// All that it imports.
  var statements: [ImportStatement] { tried + following }

  /// The names that it binds.
  var names: [String] { statements.flatMap(\.names).map(\.boundName) }

  var references: [ImportReference] {
    statements.flatMap { statement in
      statement.names.indices.map { ImportReference(statement: statement.index, name: $0) }
    }
  }

  /// Reads the statement around an import; nil if there is none of that form.
  init?(around statement: ImportStatement, in module: ModuleSyntax) {
    guard statement.scope == 0, statement.nesting.isOptional else { return nil }
    let text = SourceLines(module.source)
    func words(_ line: Int) -> String {
      let bytes = text.bytes[text.range(ofLine: line)].prefix { $0 != UInt8(ascii: "#") }
      return String(decoding: bytes, as: UTF8.self).split { $0.isWhitespace }.joined(separator: " ")
    }
    func isOutside(_ line: Int) -> Bool { text.bytes[text.range(ofLine: line)].first.map { !$0.isSpace } ?? false }
    var first = statement.line
    while first > 1, !(isOutside(first) && words(first) == "try:") {
      first -= 1
      // Another statement at the margin that is no clause of this one.
      if isOutside(first), !words(first).isEmpty, words(first) != "try:", Self.clause(words(first)) == nil {
        return nil
      }
    }
    guard words(first) == "try:", isOutside(first) else { return nil }
    var blocks: [Clause: [ImportStatement]] = [.tried: []]
    var current = Clause.tried
    var caught: String?
    var last = first
    var line = first + 1
    while line <= module.source.lines.count {
      let content = words(line)
      defer { line += 1 }
      if content.isEmpty { continue }
      if isOutside(line) {
        guard let clause = Self.clause(content), blocks[clause] == nil else { break }
        blocks[clause] = []
        current = clause
        if clause == .handler { caught = String(content.dropFirst("except ".count).dropLast()) }
        last = line
        continue
      }
      if let found = module.imports.first(where: { $0.line == line && $0.scope == 0 }) {
        guard !found.sharesLine, !found.isKept, !found.isStar, !found.isFuture, current != .handler else { return nil }
        blocks[current, default: []].append(found)
        line = text.lines(of: found.range).upperBound
      } else if content != "pass" {
        return nil
      }
      last = line
    }
    guard let caught, let tried = blocks[.tried], !tried.isEmpty else { return nil }
    self.tried = tried
    following = blocks[.otherwise] ?? []
    self.caught = caught
    range = text.range(ofLine: first).lowerBound..<text.range(ofLine: last).upperBound
    guard statements.contains(where: { $0.index == statement.index }) else { return nil }
  }

  private enum Clause {
    case tried, handler, otherwise
  }

  private static func clause(_ words: String) -> Clause? {
    switch words {
    case "except ImportError:", "except ModuleNotFoundError:", "except (ImportError, ModuleNotFoundError):": .handler
    case "else:": .otherwise
    default: nil
    }
  }
}
