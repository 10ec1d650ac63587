/// A syntax tree as a value: its nodes in the order of the text, each parent in front of its children.
public struct Tree: Sendable {
  /// One node; offsets and indices are 32 bits wide because a large program has millions of nodes.
  struct Record: Sendable {
    var start: UInt32
    var end: UInt32
    var parent: Int32
    /// The index behind the last node below this one: its next sibling, if it has one.
    var next: Int32
    var type: UInt16
    var field: UInt16
    var flags: UInt8
  }

  static let named: UInt8 = 1
  static let missing: UInt8 = 2
  static let broken: UInt8 = 4
  /// The type that tree-sitter gives to what it could not parse, in every grammar.
  static let errorType = UInt16.max

  let records: [Record]

  /// A tree that says that nothing of a text could be parsed.
  static func broken(length: Int) -> Tree {
    Tree(records: [
      Record(start: 0, end: UInt32(length), parent: -1, next: 1, type: errorType, field: 0, flags: named | broken)
    ])
  }

  /// The node that covers the text.
  public var root: Node { Node(tree: self, index: 0) }
  /// How many nodes there are.
  public var count: Int { records.count }
  /// All nodes in the order of the text.
  public var nodes: some Sequence<Node> { records.indices.lazy.map { Node(tree: self, index: $0) } }

  /// A node by its index, as `Node.index` gives it.
  public func node(_ index: Int) -> Node { Node(tree: self, index: index) }
}
