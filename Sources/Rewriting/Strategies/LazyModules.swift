public import PythonSyntax
public import SourceText

/// Makes imports wait by naming their modules in `__lazy_modules__` (PEP 810), which means nothing to CPython before 3.15.
///
/// The list stands before the imports and counts for every import of a module at the file's top level: all names that such
/// statements bind must be able to wait.
public enum LazyModules {
  /// The edits that make some imported names lazy; modules that are listed already need none.
  ///
  /// - Parameters:
  ///   - references: the names.
  ///   - name: the module's own name, by which relative imports are resolved; nil if it is not known.
  ///   - module: the file.
  /// - Returns: the edits.
  /// - Throws: `Refusal` for a name that must stay as it is.
  public static func edits(
    deferring references: some Sequence<ImportReference>,
    inModuleNamed name: String? = nil,
    in module: ModuleSyntax
  ) throws(Refusal) -> [Edit] {
    let references = Set(references).sorted()
    guard !references.isEmpty else { return [] }
    try check(references, module)
    let resolver = AbsoluteNames(module, named: name)
    var modules: Set<String> = []
    for reference in references {
      guard let target = resolver.module(of: reference) else {
        throw .unsuitableStatement(line: module.imports[reference.statement].line)
      }
      modules.insert(target)
    }
    try checkCompany(of: Set(references), modules, resolver, module)
    let edits = try LazyModuleList(module).edits(adding: modules.sorted())
    try ResultCheck(module, edits).checkImports(without: [:])
    return edits
  }

  /// Why an imported name cannot be lazy, apart from the names that would be with it; nil if it can.
  public static func refusal(
    deferring reference: ImportReference,
    inModuleNamed name: String? = nil,
    in module: ModuleSyntax
  ) -> Refusal? {
    do {
      try check([reference], module)
      guard let target = AbsoluteNames(module, named: name).module(of: reference) else {
        return .unsuitableStatement(line: module.imports[reference.statement].line)
      }
      _ = try LazyModuleList(module).edits(adding: [target])
      return nil
    } catch {
      return error
    }
  }

  private static func check(_ references: [ImportReference], _ module: ModuleSyntax) throws(Refusal) {
    if let problem = module.problems.first { throw .notUnderstood(problem) }
    for reference in references { try MoveCheck(module, references, staysLazily: true).check(reference) }
  }

  /// No other name may become lazy along with these unless it can.
  private static func checkCompany(
    of references: Set<ImportReference>,
    _ modules: Set<String>,
    _ resolver: AbsoluteNames,
    _ module: ModuleSyntax
  ) throws(Refusal) {
    for statement in module.imports where statement.scope == 0 && !statement.isStar && !statement.isFuture {
      // In a `try` nothing is lazy, and what only type checkers see is not imported.
      let eager: Nesting = [.tryBody, .exceptHandler, .elseClause, .finallyClause, .typeChecking]
      guard statement.nesting.isDisjoint(with: eager) else { continue }
      for index in statement.names.indices {
        let name = ImportReference(statement: statement.index, name: index)
        guard !references.contains(name), let target = resolver.module(of: name), modules.contains(target) else {
          continue
        }
        if statement.isKept { throw .kept(line: statement.line) }
        if let refusal = LazyKeyword.refusal(deferring: name, in: module) { throw refusal }
        throw .takenTogether(name: module[name].boundName, module: target, line: statement.line)
      }
    }
  }
}
