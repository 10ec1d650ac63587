public import PythonSyntax
public import SourceText

/// Lets imports take names from where they are defined, and not from a module that only passes them on.
///
/// The statement stays where it is, with its comments and its layout; only the module behind `from` becomes another one. A
/// statement of which only some names change is divided.
public enum Narrow {
  /// The edits after which some names come from elsewhere.
  ///
  /// - Parameters:
  ///   - sources: for each name the statement, with this one name, that would import it; those written so already need none.
  ///   - module: the file.
  /// - Returns: the edits, sorted.
  /// - Throws: `Refusal` for a statement that must stay as it is.
  public static func edits(taking sources: [ImportReference: ImportLine], in module: ModuleSyntax) throws(Refusal)
    -> [Edit]
  {
    let pending = sources.filter { reference, line in
      line != ImportLine(module.imports[reference.statement], names: [reference.name])
    }
    guard !pending.isEmpty else {
      for reference in sources.keys.sorted() { try check(reference, module) }
      return []
    }
    var edits: [Edit] = []
    for (index, names) in ImportRemoval.byStatement(pending.keys).sorted(by: { $0.key < $1.key }) {
      for name in names.sorted() { try check(ImportReference(statement: index, name: name), module) }
      edits += try NarrowedStatement(module, index, pending).edits
    }
    edits = Edit.sorted(edits)
    try ResultCheck(module, edits).checkNarrowed(pending)
    return edits
  }

  /// Why a name must be taken from where it is now; nil if it can change.
  public static func refusal(narrowing reference: ImportReference, in module: ModuleSyntax) -> Refusal? {
    do {
      try check(reference, module)
      return nil
    } catch {
      return error
    }
  }

  private static func check(_ reference: ImportReference, _ module: ModuleSyntax) throws(Refusal) {
    if let problem = module.problems.first { throw .notUnderstood(problem) }
    let statement = module.imports[reference.statement]
    if statement.isKept { throw .kept(line: statement.line) }
    guard case .from = statement.form, !statement.isFuture, !statement.isDeferred else {
      throw .unsuitableStatement(line: statement.line)
    }
    // What a `try` or a `with` guards is the import of the module that is named; an `if` decides on either alike.
    guard statement.scope == 0, statement.nesting.isSubset(of: [.conditional]) else {
      throw .nested(line: statement.line)
    }
  }
}
