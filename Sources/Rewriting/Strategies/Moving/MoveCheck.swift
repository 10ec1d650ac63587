internal import PythonSyntax
internal import SourceText

/// Whether an imported name may leave the module's own code, as far as its file can tell.
struct MoveCheck {
  private let module: ModuleSyntax
  private let moving: [ImportReference]
  /// Whether the module goes on offering the name to others.
  private let isExporting: Bool
  /// Whether type checkers go on seeing the name, and nothing evaluates annotations.
  private let servesAnnotations: Bool
  /// Whether the statement stays, and waits by itself until something reads the name.
  private let staysLazily: Bool

  init(
    _ module: ModuleSyntax,
    _ moving: [ImportReference],
    isExporting: Bool = false,
    servesAnnotations: Bool = false,
    staysLazily: Bool = false
  ) {
    self.staysLazily = staysLazily
    self.servesAnnotations = servesAnnotations
    self.module = module
    self.moving = moving
    self.isExporting = isExporting
  }

  func check(_ reference: ImportReference) throws(Refusal) {
    let statement = module.imports[reference.statement]
    if statement.isKept { throw .kept(line: statement.line) }
    if statement.isStar || statement.isFuture || statement.isDeferred {
      throw .unsuitableStatement(line: statement.line)
    }
    // `lazy` is allowed below an `if`, and an error anywhere in a `try`.
    let isPlaced = statement.isTopLevel || staysLazily && statement.nesting == .conditional
    guard statement.scope == 0, isPlaced else { throw .nested(line: statement.line) }
    let name = module[reference].boundName
    if !isExporting, !staysLazily, module.exports?.names.contains(name) == true { throw .exported(name: name) }
    try checkBindings(of: name, reference)
    try checkUses(of: name, isPlainMove ? module.uses(ofPart: reference, moving: moving) : module.uses(of: reference))
  }

  /// Another value of the name would get lost, or come back too early.
  ///
  /// Only `import a` beside `import a.b` is fine, if both move, or if only what reaches `a.b` goes to the functions that do.
  private func checkBindings(of name: String, _ reference: ImportReference) throws(Refusal) {
    if isPlainMove, !module.packageImports(besides: reference).isEmpty { return }
    // Below an `if` only one of several ways to a name is gone, and the name has what that gives it.
    if staysLazily, module.imports[reference.statement].nesting == .conditional { return }
    for binding in module.bindings
    where binding.name == name && binding.resolved == 0 && binding.kind != .globalDeclaration {
      if case .import(let statement, let index) = binding.kind, binding.scope == 0 {
        let other = ImportReference(statement: statement, name: index)
        if other == reference || (staysLazily || moving.contains(other)) && isPlain(other) && isPlain(reference) {
          continue
        }
      }
      throw .boundElsewhere(name: name, line: module.source.lines.line(at: binding.offset))
    }
  }

  /// Whether the name goes into functions, and the module does without it.
  private var isPlainMove: Bool { !isExporting && !servesAnnotations && !staysLazily }

  private func isPlain(_ reference: ImportReference) -> Bool {
    module.imports[reference.statement].form == .plain && module[reference].alias == nil
  }

  func checkUses(of name: String, _ uses: [Use]) throws(Refusal) {
    if uses.isEmpty, !isExporting, !staysLazily { throw .unused(name: name) }
    for use in uses {
      let name = use.name
      let line = module.source.lines.line(at: use.range.lowerBound)
      if use.action == .delete { throw .deleted(name: name, line: line) }
      if servesAnnotations, use.isAnnotation { continue }
      if staysLazily {
        if use.runsOnImport { throw .usedOnImport(name: name, line: line) }
        continue
      }
      switch use.timing {
      case .eager where use.guarded != nil: throw .usedBelowGuard(name: name, line: line)
      case .eager: throw .usedOnImport(name: name, line: line)
      case .annotation(isEvaluated: true, function: nil): throw .usedOnImport(name: name, line: line)
      case .annotation(_, function: nil), .stringAnnotation(function: nil):
        throw .usedInAnnotation(name: name, line: line)
      case .deferred, .annotation, .stringAnnotation: break
      }
    }
  }
}
