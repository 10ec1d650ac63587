internal import PythonSyntax
internal import SourceText

/// Makes imports that stand at the top of functions, or in the branch that needs them, ask a variable of the module first,
/// which is `None` until the first of them has run.
struct CachedImports {
  private let module: ModuleSyntax
  private let text: SourceLines

  init(_ module: ModuleSyntax) {
    self.module = module
    text = SourceLines(module.source)
  }

  /// The file with them.
  ///
  /// - Parameter functions: the functions that import each name, by scope index.
  /// - Returns: the file, analysed again.
  /// - Throws: `Refusal` if a function does not import a name by a statement of its own, or the name means something else.
  func result(caching functions: [String: Set<Int>]) throws(Refusal) -> ModuleSyntax {
    var statements: [Int: [ImportStatement]] = [:]
    var expected = functions.values.reduce(0) { $0 + $1.count }
    for statement in module.imports {
      let names = Self.names(of: statement)
      guard names.contains(where: { functions[$0]?.contains(statement.scope) == true }) else { continue }
      guard !statement.sharesLine, names.allSatisfy({ functions[$0]?.contains(statement.scope) == true }) else {
        throw .unexpectedResult("the import in line \(statement.line) cannot be told from others")
      }
      statements[statement.scope, default: []].append(statement)
      expected -= names.count
    }
    guard expected == 0 else { throw .unexpectedResult("an import that moved is not where it was put") }
    var edits = [placeholders(functions.keys.sorted())]
    for (scope, statements) in statements {
      let top = statements.filter { isAtTop($0, ofFunction: scope) }
      if !top.isEmpty { edits += guarded(top, inFunction: scope) }
      for statement in statements where !top.contains(statement) { edits.append(guarded(statement)) }
    }
    let after = try ResultCheck(module, Edit.sorted(edits)).after
    try check(after, functions)
    return after
  }

  private static func names(of statement: ImportStatement) -> [String] {
    ImportLine(statement, names: statement.names.indices).boundNames
  }

  /// The edits that put some of a function's imports below a question, at its very top.
  private func guarded(_ statements: [ImportStatement], inFunction scope: Int) -> [Edit] {
    guard let start = module.scopes[scope].bodyStart else { return [] }
    let newline = module.style.newline.rawValue
    let indentation = String(decoding: start.indentation, as: UTF8.self)
    let ranges = statements.map(range)
    var code = declaration(of: statements.flatMap(Self.names), indentation)
    for statement in statements { code += question(before: statement, indentation) }
    // Other imports stay behind a blank line of their own.
    let isLast = text.isBlank(start.offset..<ranges[0].lowerBound) && text.isBlank(line: lineBehind(ranges))
    if !isLast { code += newline }
    return [.insertion(code, at: start.offset)] + ranges.map { .deletion($0) }
  }

  /// The edit that puts one import below a question where it stands.
  ///
  /// All uses of the function are in that branch, so that the name may be said to be the module's only there.
  private func guarded(_ statement: ImportStatement) -> Edit {
    let start = module.source.lines.lineStart(of: statement.range.lowerBound)
    let indentation = module.source.text(in: start..<statement.range.lowerBound)
    let code = declaration(of: Self.names(of: statement), indentation) + question(before: statement, indentation)
    return .replacement(range(of: statement), with: Array(code.utf8))
  }

  private func declaration(of names: [String], _ indentation: String) -> String {
    "\(indentation)global \(names.joined(separator: ", "))\(module.style.newline.rawValue)"
  }

  /// A statement below the question whether it has run.
  private func question(before statement: ImportStatement, _ indentation: String) -> String {
    let unit = String(decoding: module.style.indentation, as: UTF8.self)
    let (range, lines) = (range(of: statement), module.source.lines)
    // The last name is asked for, because it is bound last: another thread may be in between.
    var code = "\(indentation)if \(Self.names(of: statement).last ?? "") is None:\(module.style.newline.rawValue)"
    for line in lines.line(at: range.lowerBound)...lines.line(at: range.upperBound - 1) {
      code += unit + module.source.text(in: text.range(ofLine: line))
    }
    return code
  }

  /// Whether nothing but other imports stands in front of a function's import.
  private func isAtTop(_ statement: ImportStatement, ofFunction scope: Int) -> Bool {
    guard let start = module.scopes[scope].bodyStart, start.offset <= statement.range.lowerBound else { return false }
    let earlier = module.imports.filter { $0.scope == scope && $0.index <= statement.index }.map(range)
    return zip([start.offset] + earlier.map(\.upperBound), earlier.map(\.lowerBound)).allSatisfy { end, next in
      end >= next || text.isBlank(end..<next)
    }
  }

  /// A statement's lines, with the comments above it.
  private func range(of statement: ImportStatement) -> Range<Int> {
    let lines = module.source.lines
    let start = statement.leadingComments.first?.lowerBound ?? statement.range.lowerBound
    return lines.lineStart(of: start)..<lines.lineEnd(of: statement.range.upperBound)
  }

  /// The line behind the first of the ranges and those that follow it without a gap.
  private func lineBehind(_ ranges: [Range<Int>]) -> Int {
    let end = ranges.reduce(ranges[0].lowerBound) { $1.lowerBound == $0 ? $1.upperBound : $0 }
    return module.source.lines.line(at: end)
  }

  /// The variables, behind the imports at the file's head.
  private func placeholders(_ names: [String]) -> Edit {
    let newline = module.style.newline.rawValue
    let lines = module.source.lines
    let code = names.map { "\($0) = None  # imported when it is first needed\(newline)" }.joined()
    let definitions = module.scopes.filter { $0.parent == 0 && [.function, .class].contains($0.kind) }
    let body = definitions.map(\.firstLine).min() ?? .max
    let head = module.imports.last { $0.isTopLevel && !$0.isFuture && !$0.sharesLine && $0.line < body }
    let edit =
      head.map { Edit.insertion(newline + code, at: lines.lineEnd(of: $0.range.upperBound)) }
      ?? ModuleTop(module).insertion(of: code, behindFutureImports: true)
    // As usual: one blank line, or two in front of a function or a class.
    var next = lines.line(at: edit.range.lowerBound)
    var blank = String(decoding: edit.replacement, as: UTF8.self).hasSuffix(newline + newline) ? 1 : 0
    while next < lines.count, text.isBlank(line: next) { (next, blank) = (next + 1, blank + 1) }
    let missing = max((next == body ? 2 : 1) - blank, 0)
    return .insertion(
      edit.replacement + Array(String(repeating: newline, count: missing).utf8),
      at: edit.range.lowerBound
    )
  }

  /// In the functions every name must be the module's.
  private func check(_ after: ModuleSyntax, _ functions: [String: Set<Int>]) throws(Refusal) {
    for (name, scopes) in functions {
      let isBound = after.bindings.contains { $0.name == name && $0.scope == 0 && $0.kind == .assignment }
      guard isBound, scopes.allSatisfy({ after.scopes[$0].globals.contains(name) }) else {
        throw .unexpectedResult("`\(name)` would not be the module's")
      }
    }
  }
}
