public import PythonSyntax
public import SourceText

/// Moves imports into the functions that use what they bind.
///
/// A name goes into the innermost function that uses it; where several functions inside one do, or it does itself, into
/// their common one, whose variable the inner functions then see. There it stands at the top, or, where that is wanted and
/// only one branch needs it, in that branch. Where that runs so often that the repeated statement would be felt, a variable
/// of the module is asked first.
public struct Local: Sendable {
  /// The edits, sorted.
  public let edits: [Edit]
  /// The functions each name moves into, by scope index.
  public let functions: [ImportReference: [Int]]

  /// Plans the move of some imported names.
  ///
  /// - Parameters:
  ///   - references: the names.
  ///   - late: those of them that go into the branch that needs them, where there is one.
  ///   - cached: those that a variable of the module keeps.
  ///   - module: the file.
  /// - Throws: `Refusal` for a name that must stay where it is.
  public init(
    moving references: some Sequence<ImportReference>,
    late: Set<ImportReference> = [],
    cached: Set<ImportReference> = [],
    in module: ModuleSyntax
  ) throws(Refusal) {
    let references = Set(references).sorted()
    let (edits, functions) = try Self.plan(references, late, module)
    let check = try ResultCheck(module, edits)
    try check.checkImports(without: ImportRemoval.byStatement(references), inModuleOnly: true)
    try check.checkMoved(references)
    self.functions = functions
    guard !cached.isEmpty else {
      self.edits = edits
      return
    }
    let caching = cached.reduce(into: [:]) { places, reference in
      places[module[reference].boundName, default: Set<Int>()].formUnion(functions[reference] ?? [])
    }
    let result = try CachedImports(check.after).result(caching: caching)
    self.edits = Edit.difference(from: module.source.bytes, to: result.source.bytes)
  }

  /// Why an imported name cannot move, alone or with others; nil if it can, as far as can be said without trying.
  public static func refusal(
    moving reference: ImportReference,
    with others: some Sequence<ImportReference> = [],
    in module: ModuleSyntax
  ) -> Refusal? {
    do {
      _ = try plan(Set([reference] + others).sorted(), [], module)
      return nil
    } catch {
      return error
    }
  }

  private static func plan(
    _ references: [ImportReference],
    _ late: Set<ImportReference>,
    _ module: ModuleSyntax
  ) throws(Refusal) -> (edits: [Edit], functions: [ImportReference: [Int]]) {
    if let problem = module.problems.first { throw .notUnderstood(problem) }
    var functions: [ImportReference: [Int]] = [:]
    for reference in references {
      try MoveCheck(module, references).check(reference)
      let uses = module.uses(ofPart: reference, moving: references)
      functions[reference] = try UsingFunctions(module).functions(using: module[reference].boundName, in: uses)
    }
    let edits =
      try ImportRemoval.plan(removing: ImportRemoval.byStatement(references), in: module)
      + MovedImports(module, references).placements(into: functions, late: late)
    return (Edit.sorted(edits), functions)
  }

  /// The edits that move some imported names into the functions that use them.
  public static func edits(
    moving references: some Sequence<ImportReference>,
    late: Set<ImportReference> = [],
    cached: Set<ImportReference> = [],
    in module: ModuleSyntax
  ) throws(Refusal) -> [Edit] {
    try Local(moving: references, late: late, cached: cached, in: module).edits
  }
}
