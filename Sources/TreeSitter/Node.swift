/// A place in a syntax tree; it keeps the tree alive.
public struct Node: Sendable {
  /// The tree it belongs to.
  public let tree: Tree
  /// Its number in the order of the text, which identifies it within its tree.
  public let index: Int

  @inlinable
  init(tree: Tree, index: Int) {
    self.tree = tree
    self.index = index
  }

  @inlinable var record: Tree.Record { tree.records[index] }

  /// The number of its type in the grammar's table.
  @inlinable public var type: UInt16 { record.type }
  /// The field under which its parent has it; 0 if under none.
  @inlinable public var field: FieldID { FieldID(rawValue: record.field) }
  /// The bytes it covers.
  @inlinable public var range: Range<Int> {
    let record = record
    return Int(record.start)..<Int(record.end)
  }
  /// Whether the grammar names its type; the others are tokens such as `(`.
  @inlinable public var isNamed: Bool { record.flags & Tree.named != 0 }
  /// Whether the parser had to invent it.
  @inlinable public var isMissing: Bool { record.flags & Tree.missing != 0 }
  /// Whether it is text that the parser could not make sense of.
  @inlinable public var isError: Bool { record.type == Tree.errorType }
  /// Whether it is broken or holds something broken.
  @inlinable public var hasError: Bool { record.flags & Tree.broken != 0 }
  /// The node it is a child of.
  @inlinable public var parent: Node? {
    let parent = record.parent
    return parent < 0 ? nil : Node(tree: tree, index: Int(parent))
  }

  /// Its children in the order of the text, tokens and comments included.
  @inlinable public var children: Children { Children(of: self) }
  /// Its children without tokens.
  @inlinable public var namedChildren: LazyFilterSequence<Children> { children.lazy.filter(\.isNamed) }

  /// The first child under a field.
  @inlinable
  public func child(_ field: FieldID) -> Node? {
    children.first { $0.record.field == field.rawValue }
  }

  /// The next child of the same parent.
  @inlinable public var nextSibling: Node? {
    let record = record
    guard record.parent >= 0, record.next < tree.records[Int(record.parent)].next else { return nil }
    return Node(tree: tree, index: Int(record.next))
  }

  /// The children of a node, one after the other.
  public struct Children: Sequence, IteratorProtocol, Sendable {
    @usableFromInline let tree: Tree
    @usableFromInline var position: Int
    @usableFromInline let end: Int

    @inlinable
    init(of node: Node) {
      tree = node.tree
      position = node.index + 1
      end = Int(node.record.next)
    }

    /// The next child.
    @inlinable
    public mutating func next() -> Node? {
      guard position < end else { return nil }
      defer { position = Int(tree.records[position].next) }
      return Node(tree: tree, index: position)
    }
  }
}

extension Node: Hashable {
  /// Whether both are the same place; comparing nodes of different trees makes no sense.
  @inlinable
  public static func == (left: Node, right: Node) -> Bool { left.index == right.index }

  /// Hashes the place.
  @inlinable
  public func hash(into hasher: inout Hasher) { hasher.combine(index) }
}
