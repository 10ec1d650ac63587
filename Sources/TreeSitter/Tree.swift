/// A syntax tree as a value: its nodes in the order of the text, each parent in front of its children.
///
/// What walks over nodes is inlinable: every pass of the analysis lives in another module and looks at millions of them.
public struct Tree: Sendable {
  /// One node; offsets and indices are 32 bits wide because a large program has millions of nodes.
  @usableFromInline
  struct Record: Sendable {
    @usableFromInline var start: UInt32
    @usableFromInline var end: UInt32
    @usableFromInline var parent: Int32
    /// The index behind the last node below this one: its next sibling, if it has one.
    @usableFromInline var next: Int32
    @usableFromInline var type: UInt16
    @usableFromInline var field: UInt16
    @usableFromInline var flags: UInt8
  }

  @inlinable static var named: UInt8 { 1 }
  @inlinable static var missing: UInt8 { 2 }
  @inlinable static var broken: UInt8 { 4 }
  /// The type that tree-sitter gives to what it could not parse, in every grammar.
  @inlinable static var errorType: UInt16 { UInt16.max }

  @usableFromInline let records: [Record]

  init(records: [Record]) {
    self.records = records
  }

  /// A tree that says that nothing of a text could be parsed.
  static func broken(length: Int) -> Tree {
    Tree(records: [
      Record(start: 0, end: UInt32(length), parent: -1, next: 1, type: errorType, field: 0, flags: named | broken)
    ])
  }

  /// The node that covers the text.
  @inlinable public var root: Node { Node(tree: self, index: 0) }
  /// How many nodes there are.
  @inlinable public var count: Int { records.count }
  /// All nodes in the order of the text.
  @inlinable public var nodes: Nodes { Nodes(self) }

  /// A node by its index, as `Node.index` gives it.
  @inlinable
  public func node(_ index: Int) -> Node { Node(tree: self, index: index) }

  /// The nodes of a tree, one after the other.
  public struct Nodes: Sequence, IteratorProtocol, Sendable {
    @usableFromInline let tree: Tree
    @usableFromInline var position = 0

    @inlinable
    init(_ tree: Tree) {
      self.tree = tree
    }

    /// The next node.
    @inlinable
    public mutating func next() -> Node? {
      guard position < tree.records.count else { return nil }
      defer { position += 1 }
      return Node(tree: tree, index: position)
    }
  }
}
