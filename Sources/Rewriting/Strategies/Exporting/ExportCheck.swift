internal import PythonSyntax
internal import SourceText

/// Whether names may leave the module's own code and wait there to be asked for, as far as its file can tell.
struct ExportCheck {
  private let module: ModuleSyntax
  private let moving: Set<ImportReference>
  private let facade: Facade

  init(_ module: ModuleSyntax, _ moving: [ImportReference], _ facade: Facade) {
    self.module = module
    self.moving = Set(moving)
    self.facade = facade
  }

  func check(_ reference: ImportReference) throws(Refusal) {
    let statement = module.imports[reference.statement]
    let line = statement.line
    if statement.isKept { throw .kept(line: line) }
    if statement.isFuture || statement.isDeferred { throw .unsuitableStatement(line: line) }
    let optional = OptionalImports(around: statement, in: module)
    let isConditional = try checkPlace(statement)
    guard statement.scope == 0, statement.isTopLevel || optional != nil || isConditional else {
      throw .nested(line: line)
    }
    let name = module[reference]
    // `import a.b` binds `a`, and what of it was loaded cannot be told by a name.
    if statement.form == .plain, name.alias == nil, name.name.contains(".") { throw .unsuitableStatement(line: line) }
    // A part of the package under another name has no statement that could wait.
    if facade.isSelf(statement.fromModule), name.alias != nil || statement.isStar {
      throw .unsuitableStatement(line: line)
    }
    for bound in module.boundNames(of: reference) { try checkBindings(of: bound, reference, optional) }
    let kept = KeptNames(module, moving, facade)
    try MoveCheck(module, Array(moving), isExporting: true).checkUses(
      of: name.boundName,
      module.uses(of: reference).filter {
        !kept.contains($0.name) && !kept.isImportedAgain(for: $0)
          && !(statement.isTopLevel && module.isCopying($0, of: reference))
      }
    )
    if let optional, let use = optional.references.lazy.flatMap(module.uses(of:)).first {
      throw .nested(line: module.source.lines.line(at: use.range.lowerBound))
    }
    try checkImplicitPart(statement)
    try checkListedNames(statement, optional)
  }

  /// Whether the import stands in a block in which a function can tell of it: with the module's own `__getattr__`, or below it.
  ///
  /// A function that is defined in a block is not there whenever imports outside of it are.
  private func checkPlace(_ statement: ImportStatement) throws(Refusal) -> Bool {
    let existing = try ExistingGetattr(in: module)
    let isConditional = ExistingGetattr.isConditional(statement, in: module)
    if let existing {
      let isPlaced =
        existing.margin.isEmpty
        ? !isConditional || existing.offset < statement.range.lowerBound
        : isConditional && existing.isBeside(statement, in: module)
      guard isPlaced else { throw .boundElsewhere(name: "__getattr__", line: existing.line) }
      // What looks at what is there would miss what is to come.
      let isCompleted = isConditional && (existing.margin.isEmpty || existing.directoryLook != nil)
      if existing.directoryLooks, !isCompleted {
        throw .boundElsewhere(name: "__dir__", line: existing.directoryLine ?? existing.line)
      }
    }
    guard isConditional else { return false }
    // A star import of this module must find the names, too, and what it finds must not be made of what is there.
    guard module.exports != nil, module.directoryOfAll == nil, !statement.isStar else {
      throw .nested(line: statement.line)
    }
    // All that moves must stand in one block: one function tells of it.
    for other in moving {
      let place = module.imports[other.statement]
      guard ExistingGetattr.isConditional(place, in: module) else { continue }
      guard place.block == statement.block else { throw .nested(line: place.line) }
    }
    return true
  }

  /// A list that is made from what the module has must come to list what it will have, no more and no less.
  private func checkListedNames(_ statement: ImportStatement, _ optional: OptionalImports?) throws(Refusal) {
    guard let list = module.directoryOfAll else { return }
    let copies = statement.names.indices.flatMap { name in
      module.attributeCopies(of: ImportReference(statement: statement.index, name: name))
    }
    if let copy = copies.first { throw .exported(name: copy.name) }
    let isBinding = optional.map { !$0.mayLeaveUnbound } ?? true
    guard isBinding, statement.range.upperBound <= list.lowerBound else {
      throw .exported(name: statement.names.first?.boundName ?? "*")
    }
    if let part = facade.uncertainParts.min(), !module.bindings.contains(where: { $0.name == part && $0.resolved == 0 })
    {
      throw .exported(name: part)
    }
    if try ExistingGetattr(in: module) != nil { throw .exported(name: "__getattr__") }
  }

  /// The value that the module has in the end must be the one that it gets when it is asked.
  private func checkBindings(
    of name: String,
    _ reference: ImportReference,
    _ optional: OptionalImports?
  ) throws(Refusal) {
    guard !facade.settledNames.contains(name) else { return }
    let own = module.bindings(of: reference).map(\.offset).min() ?? 0
    for binding in module.bindings where binding.name == name && binding.resolved == 0 {
      if case .import(let statement, let index) = binding.kind, binding.scope == 0 {
        let other = ImportReference(statement: statement, name: index)
        if other == reference || moving.contains(other) { continue }
      }
      if binding.kind == .globalDeclaration || binding.guarded == .typeChecking { continue }
      // The other value that an optional import gives it waits as well.
      if let optional, optional.range.contains(binding.offset) { continue }
      // What comes later has the last word, be there another value before or not.
      if binding.offset > own, binding.scope == 0, binding.function == nil, isCertain(binding) { continue }
      throw .boundElsewhere(name: name, line: module.source.lines.line(at: binding.offset))
    }
  }

  /// Whether a binding is carried out whenever the module is loaded: it stands at the margin.
  private func isCertain(_ binding: Binding) -> Bool {
    if case .import(let statement, _) = binding.kind { return module.imports[statement].isTopLevel }
    guard binding.guarded == nil, binding.kind != .delete else { return false }
    let lines = SourceLines(module.source)
    let line = lines.range(ofLine: module.source.lines.line(at: binding.offset))
    let word = module.source.bytes[line].prefix { $0.isPartOfName }
    return !word.isEmpty && !Self.conditional.contains(String(decoding: word, as: UTF8.self))
  }

  /// What begins a block that may not be entered.
  private static let conditional: Set = [
    "if", "elif", "else", "for", "while", "try", "except", "finally", "match", "async",
  ]

  /// Loading `pkg.part` binds `part` in the package, which its own code may read without any import of that name.
  private func checkImplicitPart(_ statement: ImportStatement) throws(Refusal) {
    guard facade.isInside(statement.fromModule) else { return }
    for use in module.uses where use.resolved == nil && use.action == .load {
      guard facade.parts.contains(use.name) || part(of: statement) == use.name else { continue }
      throw .usedOnImport(name: use.name, line: module.source.lines.line(at: use.range.lowerBound))
    }
  }

  /// `shapes` for `from .shapes.round import Circle`.
  private func part(of statement: ImportStatement) -> String? {
    guard let source = statement.fromModule else { return nil }
    if source.hasPrefix("."), !source.hasPrefix("..") {
      return source.dropFirst().split(separator: ".").first.map(String.init)
    }
    guard let module = facade.module, source.hasPrefix(module + ".") else { return nil }
    return source.dropFirst(module.count + 1).split(separator: ".").first.map(String.init)
  }
}

/// The names that stay in the module, with the same value, when some imports go: another import binds them as well.
struct KeptNames {
  private let module: ModuleSyntax
  private let moving: Set<ImportReference>
  private let facade: Facade

  init(_ module: ModuleSyntax, _ moving: Set<ImportReference>, _ facade: Facade) {
    self.module = module
    self.moving = moving
    self.facade = facade
  }

  func contains(_ name: String) -> Bool {
    facade.settledNames.contains(name)
      && module.imports(binding: name).contains { !moving.contains($0) && module.imports[$0.statement].isTopLevel }
  }

  /// Whether the block in which a name is used has imported it right there.
  func isImportedAgain(for use: Use) -> Bool {
    guard facade.settledNames.contains(use.name) else { return false }
    return module.imports(binding: use.name).contains { reference in
      let statement = module.imports[reference.statement]
      return !moving.contains(reference) && !statement.isTopLevel
        && statement.block.range.contains(use.range.lowerBound)
        && statement.range.upperBound <= use.range.lowerBound
    }
  }
}

extension UInt8 {
  /// Whether it may be part of a name; what is not ASCII is.
  fileprivate var isPartOfName: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
      true
    default: false
    }
  }
}
