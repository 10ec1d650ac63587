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
  /// Whether the module has a `__dir__` as well.
  let hasDirectory: Bool

  /// Looks for the functions; nil if the module has none.
  ///
  /// - Throws: `Refusal.boundElsewhere` if it has some that nothing can be put into, such as those of a library for lazy
  ///   packages, or a `__dir__` that looks at what is there.
  init?(in module: ModuleSyntax) throws(Refusal) {
    let bindings = module.bindings.filter { $0.resolved == 0 && ["__getattr__", "__dir__"].contains($0.name) }
    func refusal(_ binding: Binding) -> Refusal {
      .boundElsewhere(name: binding.name, line: module.source.lines.line(at: binding.offset))
    }
    for binding in bindings where binding.kind != .function || binding.function != nil || binding.guarded != nil {
      throw refusal(binding)
    }
    let directories = bindings.filter { $0.name == "__dir__" }
    hasDirectory = !directories.isEmpty
    if let binding = directories.first, let scope = Self.scope(of: binding, in: module) {
      let looks = module.uses.contains { use in
        use.function == scope.index && use.resolved == nil && ["globals", "dir", "vars", "locals"].contains(use.name)
      }
      if looks { throw refusal(binding) }
    }
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
    self.parameter = parameter
    self.start = start
    offset = binding.offset
    line = scope.line
  }

  private static func scope(of binding: Binding, in module: ModuleSyntax) -> Scope? {
    module.scopes.first { $0.parent == 0 && $0.name == binding.name && $0.range.contains(binding.offset) }
  }
}
