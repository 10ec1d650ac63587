internal import PythonSyntax
internal import SourceText

/// The imports with which a function begins, and how to add some.
struct FunctionImports {
  private let module: ModuleSyntax
  private let scope: Scope
  private let start: BodyStart
  private let text: SourceLines
  private let statements: [ImportStatement]

  init(_ module: ModuleSyntax, _ scope: Scope, _ start: BodyStart) {
    self.module = module
    self.scope = scope
    self.start = start
    text = SourceLines(module.source)
    var end = start.offset
    var statements: [ImportStatement] = []
    for statement in module.imports where statement.scope == scope.index && statement.range.lowerBound >= end {
      // Anything but white space and comments in between ends the block.
      let top = Self.start(of: statement, module)
      guard !statement.sharesLine, statement.nesting.isDisjoint(with: Self.blocks),
        text.isBlank(end..<max(end, top))
      else { break }
      statements.append(statement)
      end = module.source.lines.lineEnd(of: statement.range.upperBound)
    }
    self.statements = statements
  }

  /// The blocks in which a statement is not one of the function's own.
  private static let blocks: Nesting = [
    .conditional, .tryBody, .exceptHandler, .elseClause, .finallyClause, .with, .loop, .match, .typeChecking,
    .mainGuard,
  ]

  /// The imports that stand there.
  var lines: [ImportLine] { statements.map { ImportLine($0, names: $0.names.indices) } }

  /// Whether the function uses a name for something else than an import at its top of the same package.
  func isTaken(_ name: String, by line: ImportLine) -> Bool {
    if scope.globals.contains(name) || scope.nonlocals.contains(name) { return true }
    return module.bindings.contains { binding in
      guard binding.name == name, binding.scope == scope.index || binding.resolved == scope.index else { return false }
      // `import a.b` beside `import a.c`: both bind `a` to the same module.
      return !(line.bindsPackage(name) && lines(of: binding).contains { $0.bindsPackage(name) })
    }
  }

  /// The import at the function's top that makes a binding, if one does.
  private func lines(of binding: Binding) -> [ImportLine] {
    guard case .import(let index, let name) = binding.kind else { return [] }
    return statements.filter { $0.index == index }.map { ImportLine($0, names: [name]) }
  }

  /// The edits that add imports: sorted into those that are there, or at the function's top.
  func insertions(of lines: [ImportLine]) -> [Edit] {
    guard !lines.isEmpty else { return [] }
    guard let last = statements.last else { return [.insertion(block(of: lines), at: start.offset)] }
    return lines.map { line in
      let next = statements.first { line.isSorted(before: ImportLine($0, names: $0.names.indices)) }
      let offset = next.map { module.source.lines.lineStart(of: Self.start(of: $0, module)) }
      return .insertion(written(line), at: offset ?? module.source.lines.lineEnd(of: last.range.upperBound))
    }
  }

  /// All of the imports, with blank lines between groups, and one behind them unless there is one already.
  private func block(of lines: [ImportLine]) -> String {
    let newline = module.style.newline.rawValue
    var result = start.offset > 0 && !text.bytes[start.offset - 1].endsLine ? newline : ""
    for (index, line) in lines.enumerated() {
      if index > 0, lines[index - 1].group != line.group { result += newline }
      result += written(line)
    }
    let next = module.source.lines.line(at: start.offset)
    let isFollowed = start.offset < text.bytes.count && !text.isBlank(line: next)
    return isFollowed ? result + newline : result
  }

  private func written(_ line: ImportLine) -> String {
    let indentation = String(decoding: start.indentation, as: UTF8.self)
    let newline = module.style.newline.rawValue
    let unit = String(decoding: module.style.indentation, as: UTF8.self)
    let comments = line.leadingComments.map { indentation + $0 + newline }.joined()
    return comments + line.text(indentation: indentation, unit: unit, newline: newline)
  }

  /// Where a statement begins, with the comments above it.
  private static func start(of statement: ImportStatement, _ module: ModuleSyntax) -> Int {
    module.source.lines.lineStart(of: statement.leadingComments.first?.lowerBound ?? statement.range.lowerBound)
  }
}
