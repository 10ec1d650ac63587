internal import PythonSyntax
internal import SourceText

/// Whether an imported name may leave the module's own code, as far as its file can tell.
struct MoveCheck {
  private let module: ModuleSyntax
  private let moving: [ImportReference]
  /// Whether the module goes on offering the name to others.
  private let isExporting: Bool

  init(_ module: ModuleSyntax, _ moving: [ImportReference], isExporting: Bool = false) {
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
    guard statement.scope == 0, statement.isTopLevel else { throw .nested(line: statement.line) }
    let name = module[reference].boundName
    if !isExporting, module.exports?.names.contains(name) == true { throw .exported(name: name) }
    try checkBindings(of: name, reference)
    try checkUses(of: name, module.uses(of: reference))
  }

  /// Another value of the name would get lost, or come back too early.
  ///
  /// Only `import a` beside `import a.b` is fine, if both move.
  private func checkBindings(of name: String, _ reference: ImportReference) throws(Refusal) {
    for binding in module.bindings
    where binding.name == name && binding.resolved == 0 && binding.kind != .globalDeclaration {
      if case .import(let statement, let index) = binding.kind, binding.scope == 0 {
        let other = ImportReference(statement: statement, name: index)
        if other == reference || moving.contains(other) && isPlain(other) && isPlain(reference) { continue }
      }
      throw .boundElsewhere(name: name, line: module.source.lines.line(at: binding.offset))
    }
  }

  private func isPlain(_ reference: ImportReference) -> Bool {
    module.imports[reference.statement].form == .plain && module[reference].alias == nil
  }

  func checkUses(of name: String, _ uses: [Use]) throws(Refusal) {
    if uses.isEmpty, !isExporting { throw .unused(name: name) }
    for use in uses {
      let name = use.name
      let line = module.source.lines.line(at: use.range.lowerBound)
      if use.action == .delete { throw .deleted(name: name, line: line) }
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
