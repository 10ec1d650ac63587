public import PythonSyntax

/// An import statement to be written.
public struct ImportLine: Sendable, Hashable {
  /// A name to import.
  public struct Name: Sendable, Hashable {
    /// The dotted name.
    public let name: String
    /// The name behind `as`.
    public let alias: String?

    /// A name and its alias.
    public init(_ name: String, as alias: String? = nil) {
      self.name = name
      self.alias = alias
    }

    var text: String { alias.map { "\(name) as \($0)" } ?? name }
  }

  /// The module behind `from`, dots included; nil for `import a`.
  public let module: String?
  /// What to import.
  public let names: [Name]
  /// The comment behind it, with its `#`.
  public var comment: String?
  /// The comments above it, with their `#`.
  public var leadingComments: [String] = []
  /// Which of several groups it belongs to; a blank line stands between two groups.
  public var group = 0

  /// A statement with one or several names.
  public init(from module: String? = nil, _ names: [Name]) {
    self.module = module
    self.names = names
  }

  /// The statement as far as it imports some names of an existing one.
  public init(_ statement: ImportStatement, names indices: some Sequence<Int>) {
    self.init(from: statement.fromModule, indices.map { Name(statement.names[$0].name, as: statement.names[$0].alias) })
  }

  /// The names that the statement binds.
  public var boundNames: [String] {
    names.map { $0.alias ?? (module == nil ? String($0.name.prefix { $0 != "." }) : $0.name) }
  }

  /// Whether it is an `import a.b` or `import a` that binds the package `a`.
  func bindsPackage(_ name: String) -> Bool {
    module == nil && names.contains { $0.alias == nil && $0.name.prefix { $0 != "." } == name }
  }

  /// Whether its first module comes before another's where imports are sorted: `import` before `from`, then by module.
  func isSorted(before other: ImportLine) -> Bool {
    func key(_ line: ImportLine) -> (Int, String, String) {
      let path = line.module ?? line.names.first?.name ?? ""
      return (line.module == nil ? 0 : 1, path.lowercased(), path)
    }
    return key(self) < key(other)
  }

  /// Names as they are usually sorted: constants, classes, and the rest.
  static func sorted(_ names: [Name]) -> [Name] {
    func key(_ name: Name) -> (Int, String, String) {
      let text = name.name
      let isConstant = text.count > 1 && text == text.uppercased()
      return (isConstant ? 0 : text.first?.isUppercase == true ? 1 : 2, text.lowercased(), text)
    }
    return names.sorted { key($0) < key($1) }
  }

  /// The statement in one line, or with one name per line in parentheses if that is too long.
  ///
  /// - Parameters:
  ///   - indentation: what stands in front of it.
  ///   - unit: one level more.
  ///   - newline: what ends a line.
  ///   - isSplit: whether each name gets a line even if one would do.
  ///   - keyword: what stands before `from` or `import`, with a blank.
  /// - Returns: the statement with its line end.
  func text(indentation: String, unit: String, newline: String, isSplit: Bool = false, keyword: String = "") -> String {
    let joined = names.map(\.text).joined(separator: ", ")
    let head = keyword + (module.map { "from \($0) import " } ?? "import ")
    let tail = comment.map { "  " + $0 } ?? ""
    let isLong = indentation.count + head.count + joined.count > Self.longest
    guard module != nil, names.count > 1, isLong || isSplit else { return indentation + head + joined + tail + newline }
    let lines = names.map { indentation + unit + $0.text + "," + newline }
    return indentation + head + "(" + newline + lines.joined() + indentation + ")" + tail + newline
  }

  /// The line length of the most widely used formatter.
  private static let longest = 88
}
