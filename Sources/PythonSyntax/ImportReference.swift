/// One name of one import statement of a file.
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
    bindings.compactMap { binding in
      guard case .import(let statement, let index) = binding.kind, binding.scope == scope, binding.name == name else {
        return nil
      }
      return ImportReference(statement: statement, name: index)
    }
  }

  /// The binding that a reference makes.
  public func binding(of reference: ImportReference) -> Binding? {
    bindings.first { $0.kind == .import(statement: reference.statement, name: reference.name) }
  }

  /// The uses of what a reference binds, by whatever code reads that name.
  public func uses(of reference: ImportReference) -> [Use] {
    guard let binding = binding(of: reference) else { return [] }
    return uses(of: binding.name, in: binding.resolved)
  }
}
