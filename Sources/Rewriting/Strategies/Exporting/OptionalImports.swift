internal import PythonSyntax
internal import SourceText

/// Imports of which a test decides: `try: import a`, `except ImportError: pass`, perhaps with `else: from pkg import b`; and
/// two ways to the same names, `if VERSION < 2: from a import x`, `else: from b import x`, or with `try` and `except`, where the
/// second way may also be a constant, `a = None`.
///
/// Only these forms are understood: the blocks hold nothing but imports and such constants, and a failure leaves the names
/// unbound or binds the same ones otherwise.
struct OptionalImports {
  /// What decides.
  enum Test: Hashable {
    /// Whether the first imports succeed; with what is caught if they do not, as written.
    case attempt(catching: String)
    /// An expression, as written.
    case condition(String)
  }

  /// The whole statement, from the start of its first line to the end of its last.
  let range: Range<Int>
  /// What decides.
  let test: Test
  /// What it tries or does first, and what it imports if that succeeds.
  let tried: [ImportStatement], following: [ImportStatement]
  /// What it imports otherwise: the same names.
  let alternative: [ImportStatement]
  /// What it makes of the names otherwise that nothing is imported for.
  let constants: [Constant]

  /// A name with the text of its value.
  struct Constant {
    let name, value: String
  }

  /// All that it imports.
  var statements: [ImportStatement] { tried + following + alternative }

  /// The names that it binds.
  var names: [String] { (tried + following).flatMap(\.names).map(\.boundName) }

  var references: [ImportReference] {
    statements.flatMap { statement in
      statement.names.indices.map { ImportReference(statement: statement.index, name: $0) }
    }
  }

  /// Whether it may happen that none of the names is bound.
  var mayLeaveUnbound: Bool { alternative.isEmpty && constants.isEmpty }

  /// The variable that keeps what a condition was when the module was loaded: later it may be another one.
  var variable: String { Self.variable(of: tried) }

  private static func variable(of tried: [ImportStatement]) -> String {
    "_condition_of_\(tried[0].names[0].boundName)"
  }

  /// Reads the statement around an import; nil if there is none of these forms.
  init?(around statement: ImportStatement, in module: ModuleSyntax) {
    guard statement.scope == 0,
      statement.nesting.isOptional || [.conditional, .exceptHandler].contains(statement.nesting)
    else { return nil }
    let clauses = ClauseReader(module)
    guard let head = clauses.head(above: statement.line), let clause = clauses.clauses(below: head) else { return nil }
    let blocks = clause.blocks
    let (tried, otherwise, handler) = (blocks[.first] ?? [], blocks[.otherwise], blocks[.handler])
    guard !tried.isEmpty else { return nil }
    self.tried = tried
    constants = clause.constants
    if let condition = clauses.condition(in: head) {
      let variable = Self.variable(of: tried)
      guard let otherwise, handler == nil, constants.isEmpty, !module.bindings.contains(where: { $0.name == variable })
      else { return nil }
      (test, following, alternative) = (.condition(condition), [], otherwise)
    } else {
      guard let caught = clause.caught, let handler, otherwise == nil || handler.isEmpty && constants.isEmpty else {
        return nil
      }
      (test, following, alternative) = (.attempt(catching: caught), otherwise ?? [], handler)
    }
    let lines = SourceLines(module.source)
    range = lines.range(ofLine: head).lowerBound..<lines.range(ofLine: clause.last).upperBound
    let otherNames = alternative.flatMap(\.names).map(\.boundName) + constants.map(\.name)
    let isTwoWay = !otherNames.isEmpty || test.isCondition
    guard !isTwoWay || Set(otherNames) == Set(names),
      statements.contains(where: { $0.index == statement.index }),
      !test.isCondition || statements.allSatisfy({ $0.nesting == .conditional })
    else { return nil }
  }
}

extension OptionalImports.Test {
  fileprivate var isCondition: Bool {
    if case .condition = self { true } else { false }
  }
}

/// Reads the clauses of a statement at the margin whose blocks hold nothing but imports.
private struct ClauseReader {
  enum Clause {
    case first, handler, otherwise
  }

  private let module: ModuleSyntax
  private let text: SourceLines

  init(_ module: ModuleSyntax) {
    self.module = module
    text = SourceLines(module.source)
  }

  /// The line with `try:` or `if …:` that a line belongs to.
  func head(above line: Int) -> Int? {
    var line = line
    while line > 1, !(isOutside(line) && isHead(line)) {
      line -= 1
      // Another statement at the margin that is no clause of this one.
      if isOutside(line), !words(line).isEmpty, !isHead(line), Self.clause(words(line)) == nil { return nil }
    }
    return isOutside(line) && isHead(line) ? line : nil
  }

  /// What the clauses of a statement hold.
  struct Clauses {
    /// The imports of each.
    var blocks: [Clause: [ImportStatement]] = [.first: []]
    /// The constants of the handler.
    var constants: [OptionalImports.Constant] = []
    /// The last line of all.
    var last: Int
    /// What is caught, as written.
    var caught: String?
  }

  /// What stands in the clauses below a head; nil if there is anything that is not understood.
  func clauses(below head: Int) -> Clauses? {
    var found = Clauses(last: head)
    var (current, line) = (Clause.first, head + 1)
    while line <= module.source.lines.count {
      let content = words(line)
      defer { line += 1 }
      if content.isEmpty { continue }
      if isOutside(line) {
        guard let clause = Self.clause(content) else {
          if ["elif", "except", "finally"].contains(where: content.hasPrefix) { return nil }
          break
        }
        guard found.blocks[clause] == nil else { return nil }
        found.blocks[clause] = []
        current = clause
        if clause == .handler { found.caught = String(content.dropFirst("except ".count).dropLast()) }
        found.last = line
        continue
      }
      if let statement = module.imports.first(where: { $0.line == line && $0.scope == 0 }) {
        guard !statement.sharesLine, !statement.isKept, !statement.isStar, !statement.isFuture else { return nil }
        found.blocks[current, default: []].append(statement)
        line = text.lines(of: statement.range).upperBound
      } else if current == .handler, let constant = constant(content) {
        found.constants.append(constant)
      } else if content != "pass" {
        return nil
      }
      found.last = line
    }
    return found
  }

  /// `name = None` and the like, of which it does not matter when it is evaluated.
  private func constant(_ words: String) -> OptionalImports.Constant? {
    let parts = words.split(separator: " ")
    guard parts.count == 3, parts[1] == "=", ["None", "False", "True"].contains(parts[2]),
      module.bindings.contains(where: { $0.name == parts[0] && $0.resolved == 0 })
    else { return nil }
    return OptionalImports.Constant(name: String(parts[0]), value: String(parts[2]))
  }

  /// The expression of `if …:` in a line, as written; nil if it is `try:`.
  func condition(in line: Int) -> String? {
    let words = words(line)
    return words.hasPrefix("if ") ? String(words.dropFirst("if ".count).dropLast()) : nil
  }

  private func words(_ line: Int) -> String {
    let bytes = text.bytes[text.range(ofLine: line)].prefix { $0 != UInt8(ascii: "#") }
    return String(decoding: bytes, as: UTF8.self).split { $0.isWhitespace }.joined(separator: " ")
  }

  private func isOutside(_ line: Int) -> Bool {
    text.bytes[text.range(ofLine: line)].first.map { !$0.isSpace } ?? false
  }

  /// Whether a line begins such a statement.
  private func isHead(_ line: Int) -> Bool {
    let words = words(line)
    if words == "try:" { return true }
    // A condition stands in one line and binds nothing; blanks in a string of it would get lost.
    return words.hasPrefix("if ") && words.hasSuffix(":") && !words.contains(":=")
      && text.bytes[text.range(ofLine: line)].starts(with: words.utf8)
  }

  private static func clause(_ words: String) -> Clause? {
    switch words {
    case "except ImportError:", "except ModuleNotFoundError:", "except (ImportError, ModuleNotFoundError):": .handler
    case "else:": .otherwise
    default: nil
    }
  }
}
