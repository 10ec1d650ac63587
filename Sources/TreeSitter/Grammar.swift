internal import CTreeSitter
internal import TreeSitterPython

/// A language as tree-sitter knows it: the numbers of its node types and of the fields that name their children.
public struct Grammar: Sendable {
  /// The Python grammar.
  public static let python = Grammar(OpaquePointer(tree_sitter_python()))

  /// A node type's name and whether the grammar names it (`identifier`) or it is a literal token (`import`).
  public struct TypeName: Sendable, Hashable {
    /// The name, or the token's text.
    public let text: String
    /// Whether it is a type that the grammar names.
    public let isNamed: Bool
  }

  /// The type names, in the order of their numbers.
  public let types: [TypeName]
  /// By the number of a type, whether the grammar names it.
  let isNamed: [Bool]
  private let fields: [String: FieldID]
  // A language is a constant table in the program's image, so sharing the pointer is safe.
  nonisolated(unsafe) internal let language: OpaquePointer?

  private init(_ language: OpaquePointer?) {
    self.language = language
    guard let language else {
      (types, isNamed, fields) = ([], [], [:])
      return
    }
    types = (0..<ts_language_symbol_count(language)).map { symbol in
      let type = TSSymbol(truncatingIfNeeded: symbol)
      return TypeName(
        text: ts_language_symbol_name(language, type).map { String(cString: $0) } ?? "",
        isNamed: ts_language_symbol_type(language, type) == TSSymbolTypeRegular
      )
    }
    isNamed = types.map(\.isNamed)
    var fields: [String: FieldID] = [:]
    for id in 1...max(ts_language_field_count(language), 1) {
      guard let name = ts_language_field_name_for_id(language, TSFieldId(truncatingIfNeeded: id)) else { continue }
      fields[String(cString: name)] = FieldID(rawValue: UInt16(truncatingIfNeeded: id))
    }
    self.fields = fields
  }

  /// The number of a field; the number 0, which no child has, if the grammar does not know it.
  public func field(_ name: String) -> FieldID { fields[name] ?? FieldID(rawValue: 0) }
}

/// The number of a field, by which a node names a child.
public struct FieldID: RawRepresentable, Sendable, Hashable {
  /// The number in the grammar's table; 0 means no field.
  public let rawValue: UInt16

  /// A field from its number.
  @inlinable
  public init(rawValue: UInt16) {
    self.rawValue = rawValue
  }
}
