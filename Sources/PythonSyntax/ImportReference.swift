/// One name of one import statement of a file; a star import that is understood is one name.
public struct ImportReference: Sendable, Hashable, Comparable {
  /// The statement's index.
  public let statement: Int
  /// The name's index in the statement.
  public let name: Int

  /// A reference from the index of a statement and that of a name in it.
  public init(statement: Int, name: Int) {
    self.statement = statement
    self.name = name
  }

  /// The order of the text.
  public static func < (left: ImportReference, right: ImportReference) -> Bool {
    (left.statement, left.name) < (right.statement, right.name)
  }
}

extension ModuleSyntax {
  /// The imported name that a reference stands for.
  public subscript(reference: ImportReference) -> ImportedName {
    imports[reference.statement].names[reference.name]
  }

  /// The imports in a scope that bind a name there, in the order of the text.
  public func imports(binding name: String, in scope: Int = 0) -> [ImportReference] {
    (nameIndex.bindings[NameIndex.Name(name: name, scope: scope)] ?? []).compactMap { number in
      guard case .import(let statement, let index) = bindings[number].kind else { return nil }
      return ImportReference(statement: statement, name: index)
    }
  }

  /// The module's own imports by the names that they bind.
  public var importsByName: [String: [ImportReference]] {
    var result: [String: [ImportReference]] = [:]
    for binding in bindings where binding.scope == 0 {
      guard case .import(let statement, let index) = binding.kind else { continue }
      result[binding.name, default: []].append(ImportReference(statement: statement, name: index))
    }
    return result
  }

  /// The bindings that a reference makes: one, or those of a star import.
  public func bindings(of reference: ImportReference) -> [Binding] {
    (nameIndex.imports[reference] ?? []).map { bindings[$0] }
  }

  /// The names that a reference binds.
  public func boundNames(of reference: ImportReference) -> [String] {
    imports[reference.statement].isStar ? bindings(of: reference).map(\.name) : [self[reference].boundName]
  }

  /// The uses of what a reference binds, by whatever code reads that name.
  public func uses(of reference: ImportReference) -> [Use] {
    let index = nameIndex
    let bound = Set(
      (index.imports[reference] ?? []).map { number in
        NameIndex.Name(name: bindings[number].name, scope: bindings[number].resolved)
      }
    )
    return bound.flatMap { index.uses[$0] ?? [] }.sorted().map { uses[$0] }
  }
}
