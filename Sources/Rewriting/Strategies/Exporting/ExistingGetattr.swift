internal import PythonSyntax
internal import SourceText

/// A `__getattr__` that the module has already, and into which more names can be put.
struct ExistingGetattr {
  /// Where the function begins.
  let offset: Int, line: Int
  /// What it calls the name that it is asked for.
  let parameter: String
  /// Where a statement can be inserted, and how it is indented.
  let start: BodyStart
  /// The line of the module's `__dir__`, if it has one as well.
  let directoryLine: Int?
  /// Whether that function looks at what is there, and where it does by `globals()` alone, of whose values it sees nothing.
  let directoryLooks: Bool, directoryLook: Range<Int>?
  /// The white space in front of the function, if it is defined in a block.
  let margin: [UInt8]

  /// Looks for the functions; nil if the module has none.
  ///
  /// - Throws: `Refusal.boundElsewhere` if it has some that nothing can be put into, such as those of a library for lazy
  ///   packages.
  init?(in module: ModuleSyntax) throws(Refusal) {
    let bindings = module.bindings.filter { $0.resolved == 0 && ["__getattr__", "__dir__"].contains($0.name) }
    func refusal(_ binding: Binding) -> Refusal {
      .boundElsewhere(name: binding.name, line: module.source.lines.line(at: binding.offset))
    }
    for binding in bindings where binding.kind != .function || binding.function != nil || binding.guarded != nil {
      throw refusal(binding)
    }
    let directories = bindings.filter { $0.name == "__dir__" }
    let looks = directories.flatMap { Self.looks(of: $0, in: module) }
    directoryLine = directories.first.map { module.source.lines.line(at: $0.offset) }
    directoryLooks = !looks.isEmpty
    directoryLook = looks.count == 1 && directories.count == 1 ? Self.keys(at: looks[0], in: module) : nil
    let functions = bindings.filter { $0.name == "__getattr__" }
    guard let binding = functions.first else {
      // Its own `__dir__` alone would hide what is to come.
      if let directory = directories.first { throw refusal(directory) }
      return nil
    }
    guard functions.count == 1, let scope = Self.scope(of: binding, in: module), let start = scope.bodyStart,
      !start.isInline, let parameter = scope.symbols.first(where: { $0.value.isParameter })?.key,
      scope.symbols.count(where: { $0.value.isParameter }) == 1, scope.globals.isEmpty
    else { throw refusal(binding) }
    margin = Self.margin(of: binding, in: module)
    // Of functions in different blocks one may be there without the other.
    if let directory = directories.first, Self.margin(of: directory, in: module) != margin { throw refusal(directory) }
    self.parameter = parameter
    self.start = start
    offset = binding.offset
    line = scope.line
  }

  /// Whether an import stands in a block whose statements are all carried out or none, because of a condition; one that only
  /// imports, and of which all can wait, is none.
  static func isConditional(_ statement: ImportStatement, in module: ModuleSyntax) -> Bool {
    statement.scope == 0 && statement.nesting == .conditional && OptionalImports(around: statement, in: module) == nil
  }

  /// Whether the function is defined in the block in which an import stands: whenever the one is there, so is the other.
  func isBeside(_ statement: ImportStatement, in module: ModuleSyntax) -> Bool {
    !margin.isEmpty && statement.block.range.contains(offset)
      && Self.margin(at: statement.range.lowerBound, in: module) == margin
  }

  /// Where a function looks at what the module has.
  private static func looks(of binding: Binding, in module: ModuleSyntax) -> [Use] {
    guard let scope = scope(of: binding, in: module) else { return [] }
    return module.uses.filter { use in
      use.function == scope.index && use.resolved == nil && ["globals", "dir", "vars", "locals"].contains(use.name)
    }
  }

  /// The `globals()` in `globals().keys()`, whose values nobody sees.
  private static func keys(at use: Use, in module: ModuleSyntax) -> Range<Int>? {
    let call = Array("()".utf8)
    let rest = module.source.bytes[use.range.upperBound...]
    guard use.name == "globals", rest.starts(with: call + Array(".keys()".utf8)) else { return nil }
    return use.range.lowerBound..<(use.range.upperBound + call.count)
  }

  private static func margin(of binding: Binding, in module: ModuleSyntax) -> [UInt8] {
    margin(at: binding.offset, in: module)
  }

  /// The white space in front of a line.
  static func margin(at offset: Int, in module: ModuleSyntax) -> [UInt8] {
    let lines = module.source.lines
    return Array(module.source.bytes[lines.range(ofLine: lines.line(at: offset))].prefix(while: \.isSpace))
  }

  private static func scope(of binding: Binding, in module: ModuleSyntax) -> Scope? {
    module.scopes.first { $0.parent == 0 && $0.name == binding.name && $0.range.contains(binding.offset) }
  }
}
