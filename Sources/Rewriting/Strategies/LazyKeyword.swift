public import PythonSyntax
public import SourceText

/// Makes imports wait for the first use of what they bind, by the keyword `lazy` (PEP 810), which CPython has from 3.15 on.
///
/// The statement stays where it is, and the name stays an attribute of the module. A statement of which only some names may
/// wait is divided.
public enum LazyKeyword {
  /// The edits that make some imported names lazy; those that are so already need none.
  public static func edits(
    deferring references: some Sequence<ImportReference>,
    in module: ModuleSyntax
  ) throws(Refusal) -> [Edit] {
    let references = Set(references).sorted().filter { !module.imports[$0.statement].isDeferred }
    let edits = try plan(references, module)
    let check = try ResultCheck(module, edits)
    try check.checkDeferred(references)
    return edits
  }

  /// Why an imported name cannot be lazy; nil if it can.
  public static func refusal(deferring reference: ImportReference, in module: ModuleSyntax) -> Refusal? {
    do {
      _ = try plan([reference], module)
      return nil
    } catch {
      return error
    }
  }

  private static func plan(_ references: [ImportReference], _ module: ModuleSyntax) throws(Refusal) -> [Edit] {
    if let problem = module.problems.first { throw .notUnderstood(problem) }
    var edits: [Edit] = []
    for (index, names) in ImportRemoval.byStatement(references).sorted(by: { $0.key < $1.key }) {
      let statement = module.imports[index]
      for name in names.sorted() {
        try MoveCheck(module, references, staysLazily: true).check(ImportReference(statement: index, name: name))
      }
      if names.count == statement.names.count {
        edits.append(.insertion("lazy ", at: statement.range.lowerBound))
      } else {
        edits += try division(of: statement, names, module)
      }
    }
    return Edit.sorted(edits)
  }

  /// Takes the names out of their statement and imports them lazily by one of their own below it.
  private static func division(
    of statement: ImportStatement,
    _ names: Set<Int>,
    _ module: ModuleSyntax
  ) throws(Refusal) -> [Edit] {
    if statement.sharesLine { throw .sharesLine(line: statement.line) }
    let lines = module.source.lines
    let start = lines.lineStart(of: statement.range.lowerBound)
    let indentation = String(decoding: module.source.bytes[start..<statement.range.lowerBound], as: UTF8.self)
    let newline = module.style.newline.rawValue
    let unit = String(decoding: module.style.indentation, as: UTF8.self)
    let line = ImportLine(statement, names: names.sorted())
    let written = line.text(indentation: indentation, unit: unit, newline: newline, keyword: "lazy ")
    let end = lines.lineEnd(of: statement.range.upperBound)
    let isEnded = module.source.bytes[end - 1].endsLine
    let code = isEnded ? written : newline + written.dropLast(newline.count)
    return NameRemoval(module, statement).edits(removing: names) + [.insertion(code, at: end)]
  }
}
