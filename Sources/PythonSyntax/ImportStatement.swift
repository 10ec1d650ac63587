/// An import statement as it is written, and what surrounds it.
public struct ImportStatement: Sendable, Hashable {
  /// Which of the statement's forms it has.
  public enum Form: Sendable, Hashable {
    /// `import a.b as c`.
    case plain
    /// `from ..m import x`: the module as written, without its dots, and how many dots there are.
    case from(module: String, level: Int)
    /// `from m import *`.
    case star(module: String, level: Int)
  }

  /// Its number in the file, in the order of the text.
  public let index: Int
  /// The bytes of the statement, without comments around it and without line ends.
  public let range: Range<Int>
  /// The line on which it begins.
  public let line: Int
  /// Which of the statement's forms it has.
  public let form: Form
  /// What it imports; for a star import a single `*` if it is known what it binds, else nothing.
  public internal(set) var names: [ImportedName]
  /// The scope in which it stands.
  public let scope: Int
  /// What it stands in.
  public let nesting: Nesting
  /// The block whose statement it is.
  public let block: StatementBlock
  /// Whether it is `from __future__ import …`.
  public let isFuture: Bool
  /// Whether it is a `lazy import` (PEP 810).
  public let isDeferred: Bool
  /// Whether its names stand in parentheses.
  public let isParenthesised: Bool
  /// Whether another statement, a `;` or a block's header stands on one of its lines.
  public let sharesLine: Bool
  /// The comment behind it on its last line.
  public let trailingComment: Range<Int>?
  /// The comments on lines of their own directly above it, from the top.
  public let leadingComments: [Range<Int>]
  /// The comments between its first and its last byte.
  public let innerComments: [Range<Int>]
  /// Whether `# libprof: keep` stands on one of its lines or on the line above.
  public let isKept: Bool

  /// The module named by `from`, dots included; nil for `import a`.
  public var fromModule: String? {
    switch form {
    case .plain: nil
    case .from(let module, let level), .star(let module, let level): String(repeating: ".", count: level) + module
    }
  }

  /// How many dots it begins with.
  public var level: Int {
    switch form {
    case .plain: 0
    case .from(_, let level), .star(_, let level): level
    }
  }

  /// Whether it is `from m import *`.
  public var isStar: Bool {
    if case .star = form { true } else { false }
  }

  /// Whether it stands directly in the module, in no block of any kind.
  public var isTopLevel: Bool { nesting.isEmpty }
}

/// One name in an import statement.
public struct ImportedName: Sendable, Hashable {
  /// The dotted name as written.
  public let name: String
  /// The name behind `as`.
  public let alias: String?
  /// The name that the statement binds: the alias, or for `import a.b` the first part.
  public let boundName: String
  /// The bytes of the name and its alias.
  public let range: Range<Int>
}

/// A block, or the module, as far as whoever takes statements out of it must know.
public struct StatementBlock: Sendable, Hashable {
  /// The bytes from its first statement to its last.
  public let range: Range<Int>
  /// How many statements it has, comments not counted.
  public let statementCount: Int
}
