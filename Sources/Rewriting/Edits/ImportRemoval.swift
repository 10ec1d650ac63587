public import PythonSyntax
public import SourceText

/// Takes imported names out of a file, and the statements that have none left.
public enum ImportRemoval {
  /// The edits that remove some imported names.
  ///
  /// A comment that belongs to a removed statement goes with it, one that heads a group stays. Of the blank lines around a
  /// removed statement the larger group stays.
  public static func edits(
    removing references: some Sequence<ImportReference>,
    in module: ModuleSyntax
  ) throws(Refusal) -> [Edit] {
    if let problem = module.problems.first { throw .notUnderstood(problem) }
    let names = byStatement(references)
    let edits = try plan(removing: names, in: module)
    try ResultCheck(module, edits).checkImports(without: names)
    return edits
  }

  /// The edits as they are, for a caller that checks the result itself.
  static func plan(removing names: [Int: Set<Int>], in module: ModuleSyntax) throws(Refusal) -> [Edit] {
    var edits: [Edit] = []
    var whole: [ImportStatement] = []
    for (index, removed) in names.sorted(by: { $0.key < $1.key }) {
      let statement = module.imports[index]
      if statement.isKept { throw .kept(line: statement.line) }
      if statement.names.isEmpty { throw .unsuitableStatement(line: statement.line) }
      if removed.count == statement.names.count {
        whole.append(statement)
      } else {
        edits += NameRemoval(module, statement).edits(removing: removed)
      }
    }
    return Edit.sorted(edits + (try StatementRemoval(module, whole)).edits)
  }

  /// The names of each statement.
  static func byStatement(_ references: some Sequence<ImportReference>) -> [Int: Set<Int>] {
    var names: [Int: Set<Int>] = [:]
    for reference in references { names[reference.statement, default: []].insert(reference.name) }
    return names
  }
}
