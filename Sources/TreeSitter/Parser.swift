internal import CTreeSitter

/// A parser for one language; it is cheap to make and can be used again and again.
public struct Parser: ~Copyable {
  private let raw: OpaquePointer?
  private let grammar: Grammar

  /// A parser for a language.
  public init(_ grammar: Grammar) {
    raw = ts_parser_new()
    self.grammar = grammar
    if let language = grammar.language { ts_parser_set_language(raw, language) }
  }

  deinit {
    ts_parser_delete(raw)
  }

  /// Parses a text; where it breaks the grammar the tree has error nodes.
  ///
  /// - Complexity: O(n) in the number of bytes, and safe for any depth of nesting: neither tree-sitter nor we recurse.
  public func parse(_ bytes: [UInt8]) -> Tree {
    let tree = bytes.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { text in
        ts_parser_parse_string(raw, nil, text.baseAddress ?? UnsafePointer(bitPattern: 1), UInt32(text.count))
      }
    }
    guard let tree else { return .broken(length: bytes.count) }
    defer { ts_tree_delete(tree) }
    return Tree(records: Self.flatten(ts_tree_root_node(tree), grammar, capacity: bytes.count / 3))
  }

  /// Copies the tree into an array, so that everything above works on a value and no C memory outlives this call.
  ///
  /// Each question to tree-sitter costs a call for millions of nodes, so what the grammar knows is asked there, and what only
  /// a broken text has is asked only of one.
  private static func flatten(_ root: TSNode, _ grammar: Grammar, capacity: Int) -> [Tree.Record] {
    let isNamed = grammar.isNamed
    let isSound = !ts_node_has_error(root)
    var cursor = ts_tree_cursor_new(root)
    defer { ts_tree_cursor_delete(&cursor) }
    var records: [Tree.Record] = []
    records.reserveCapacity(capacity)
    var open: [Int32] = []
    while true {
      let node = ts_tree_cursor_current_node(&cursor)
      let type = ts_node_symbol(node)
      var flags = isNamed.indices.contains(Int(type)) && !isNamed[Int(type)] ? 0 : Tree.named
      if !isSound {
        if ts_node_is_missing(node) { flags |= Tree.missing }
        if ts_node_has_error(node) { flags |= Tree.broken }
      }
      records.append(
        Tree.Record(
          start: ts_node_start_byte(node),
          end: ts_node_end_byte(node),
          parent: open.last ?? -1,
          next: Int32(records.count + 1),
          type: type,
          field: ts_tree_cursor_current_field_id(&cursor),
          flags: flags
        )
      )
      if ts_tree_cursor_goto_first_child(&cursor) {
        open.append(Int32(records.count - 1))
        continue
      }
      while !ts_tree_cursor_goto_next_sibling(&cursor) {
        guard ts_tree_cursor_goto_parent(&cursor), let parent = open.popLast() else { return records }
        records[Int(parent)].next = Int32(records.count)
      }
    }
  }
}
