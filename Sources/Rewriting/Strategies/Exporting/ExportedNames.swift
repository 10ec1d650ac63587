internal import PythonSyntax

/// Which names wait to be asked for once some imports have gone, and what brings each.
struct ExportedNames {
  /// Some names that one statement binds.
  struct Source {
    let reference: ImportReference
    let names: [String]
    /// Those of them that are parts of the package behind a star, which it does not load itself.
    var parts: [String] = []
  }

  /// The star imports with the names that nothing else binds later.
  private(set) var stars: [Source] = []
  /// Single names.
  private(set) var singles: [ImportReference] = []
  /// The parts of the package.
  private(set) var parts: [String]
  /// The names of optional imports, with what tries for them.
  private(set) var optional: [OptionalImports] = []
  /// The names that are attributes of a module among the others.
  private(set) var copied: [CopiedAttributes] = []

  private let facade: Facade

  init(_ references: [ImportReference], in module: ModuleSyntax, _ facade: Facade) {
    self.facade = facade
    let moving = Set(references)
    var last: [String: Binding] = [:]
    for binding in module.bindings
    where binding.resolved == 0 && binding.kind != .globalDeclaration && binding.guarded == nil {
      if let known = last[binding.name], known.offset > binding.offset { continue }
      last[binding.name] = binding
    }
    /// Whether the reference has the last word on a name, or what has means the same.
    func isLast(_ name: String, _ reference: ImportReference) -> Bool {
      guard case .import(let statement, let index)? = last[name]?.kind else { return false }
      return ImportReference(statement: statement, name: index) == reference
    }
    let kept = KeptNames(module, moving, facade)
    parts = facade.parts
    for reference in references.sorted() {
      let statement = module.imports[reference.statement]
      if let block = OptionalImports(around: statement, in: module) {
        if optional.last?.range != block.range { optional.append(block) }
      } else if statement.isStar {
        let names = module.boundNames(of: reference).filter { name in
          guard !kept.contains(name) else { return false }
          return isLast(name, reference)
            || facade.settledNames.contains(name) && Self.isLastMoving(name, reference, moving, module)
        }
        let strange = facade.strangeParts[statement.fromModule ?? ""] ?? []
        if !names.isEmpty {
          stars.append(Source(reference: reference, names: names, parts: names.filter(strange.contains).sorted()))
        }
      } else if facade.isSelf(statement.fromModule) {
        if isLast(module[reference].boundName, reference) { parts.append(module[reference].boundName) }
      } else if !kept.contains(module[reference].boundName),
        isLast(module[reference].boundName, reference) || facade.settledNames.contains(module[reference].boundName)
      {
        singles.append(reference)
      }
    }
    copied = references.sorted().compactMap { CopiedAttributes(of: $0, in: module) }
    let others = Set(stars.flatMap(\.names) + singles.map { module[$0].boundName } + optional.flatMap(\.names))
    parts = Set(parts).subtracting(others).sorted()
  }

  /// Whether no later moving import binds the name.
  private static func isLastMoving(
    _ name: String,
    _ reference: ImportReference,
    _ moving: Set<ImportReference>,
    _ module: ModuleSyntax
  ) -> Bool {
    module.imports(binding: name).last(where: moving.contains) == reference
  }

  /// Whether `from` names the module itself.
  func isSelf(_ fromModule: String?) -> Bool { facade.isSelf(fromModule) }
}
