internal import TreeSitter

/// A scope while its names are being collected.
struct ScopeDraft {
  /// What a scope does with a name, as CPython's symbol table flags it.
  struct Flags: OptionSet {
    let rawValue: UInt8
    static let used = Flags(rawValue: 1)
    static let assigned = Flags(rawValue: 2)
    static let parameter = Flags(rawValue: 4)
    static let imported = Flags(rawValue: 8)
    static let global = Flags(rawValue: 16)
    static let nonlocal = Flags(rawValue: 32)
    static let typeParameter = Flags(rawValue: 64)
    static let bound: Flags = [.assigned, .parameter, .imported, .typeParameter]
  }

  let kind: Scope.Kind
  let name: String
  let qualifiedName: String
  let parent: Int?
  let range: Range<Int>
  let line: Int
  let firstLine: Int
  let body: Range<Int>
  let isAsync: Bool
  let guarded: CodeGuard?
  var isGenerator = false
  var globals: [String] = []
  var nonlocals: [String] = []
  var bodyStart: BodyStart?
  var names: [String: Flags] = [:]
  /// In classes: where each name is surely bound from, if by a statement of the class's own block.
  var boundFrom: [String: Int] = [:]

  /// Whether names bound here are seen by the functions inside.
  var isFunctionLike: Bool { kind != .module && kind != .class }

  /// Whether it sees the names of the class it stands in directly, as no function does.
  var seesClass: Bool { kind == .typeParameters || kind == .typeAlias || kind == .typeBound }
}
