public import PythonSyntax
public import SourceText

/// Moves imports into the functions that use what they bind.
///
/// A name goes into the innermost function that uses it; where several functions inside one do, or it does itself, into
/// their common one, whose variable the inner functions then see.
public struct Local: Sendable {
  /// The edits, sorted.
  public let edits: [Edit]
  /// The functions each name moves into, by scope index.
  public let functions: [ImportReference: [Int]]

  /// Plans the move of some imported names.
  public init(moving references: some Sequence<ImportReference>, in module: ModuleSyntax) throws(Refusal) {
    let references = Set(references).sorted()
    if let problem = module.problems.first { throw .notUnderstood(problem) }
    var functions: [ImportReference: [Int]] = [:]
    for reference in references {
      try MoveCheck(module, references).check(reference)
      functions[reference] = try UsingFunctions(module).functions(using: reference)
    }
    var edits = try ImportRemoval.edits(removing: references, in: module)
    let writer = MovedImports(module, references)
    for function in Set(functions.values.joined()).sorted() {
      let moved = references.filter { functions[$0]?.contains(function) == true }
      edits += try ImportPlacement.edits(placing: writer.lines(for: moved), inFunction: function, of: module)
    }
    self.edits = Edit.sorted(edits)
    self.functions = functions
    try ResultCheck(module, self.edits).checkMoved(Set(references.map { module[$0].boundName }))
  }

  /// The edits that move some imported names into the functions that use them.
  public static func edits(
    moving references: some Sequence<ImportReference>,
    in module: ModuleSyntax
  ) throws(Refusal) -> [Edit] {
    try Local(moving: references, in: module).edits
  }
}
