/// Finds for every name of every scope where it lives, by the rules of CPython's `symtable.c` (`analyze_name`).
struct NameResolver {
  private(set) var scopes: [Scope] = []
  private(set) var bindings: [Binding] = []
  private(set) var uses: [Use] = []
  private let drafts: [ScopeDraft]

  init(_ collector: NameCollector) {
    drafts = collector.scopes
    let symbols = symbolTables()
    scopes = drafts.indices.map { index in
      let draft = drafts[index]
      return Scope(
        index: index,
        kind: draft.kind,
        name: draft.name,
        qualifiedName: draft.qualifiedName,
        parent: draft.parent,
        range: draft.range,
        line: draft.line,
        firstLine: draft.firstLine,
        body: draft.body,
        isAsync: draft.isAsync,
        isGenerator: draft.isGenerator,
        guarded: draft.guarded,
        globals: draft.globals,
        nonlocals: draft.nonlocals,
        bodyStart: draft.bodyStart,
        symbols: symbols[index]
      )
    }
    bindings = collector.bindings.map(resolved).sorted { $0.offset < $1.offset }
    uses.reserveCapacity(collector.uses.count)
    for use in collector.uses { resolve(use) }
    uses.sort { $0.range.lowerBound < $1.range.lowerBound }
  }

  private func symbolTables() -> [[String: Scope.Symbol]] {
    var tables = drafts.indices.map { index in
      let names = drafts[index].names
      return Dictionary(uniqueKeysWithValues: names.map { ($0, symbol($0, $1, in: index)) })
    }
    // Every scope between a free name and its home passes it on. From the inside to the outside.
    for index in drafts.indices.reversed() {
      guard let parent = drafts[index].parent, parent != 0 else { continue }
      for (name, symbol) in tables[index] where symbol.visibility == .free && symbol.scope != parent {
        guard tables[parent][name] == nil else { continue }
        tables[parent][name] = Scope.Symbol(
          visibility: .free,
          scope: symbol.scope,
          isParameter: false,
          isImported: false,
          isBound: false
        )
      }
    }
    return tables
  }

  private func symbol(_ name: String, _ flags: ScopeDraft.Flags, in scope: Int) -> Scope.Symbol {
    let (visibility, place) = locate(name, flags, in: scope)
    return Scope.Symbol(
      visibility: visibility,
      scope: place,
      isParameter: flags.contains(.parameter),
      isImported: flags.contains(.imported),
      isBound: !flags.isDisjoint(with: .bound)
    )
  }

  private func resolved(_ binding: Binding) -> Binding {
    let place = scopes[binding.resolved].symbols[binding.name]?.scope ?? binding.resolved
    return Binding(
      name: binding.name,
      scope: binding.scope,
      resolved: place,
      kind: binding.kind,
      offset: binding.offset,
      function: binding.function,
      guarded: binding.guarded
    )
  }

  private mutating func resolve(_ use: Use) {
    let place: Int?
    if let symbol = scopes[use.scope].symbols[use.name] {
      place = symbol.scope
    } else {
      // Names in postponed and in string annotations have no symbol: the symbol table does not see them.
      place = locate(use.name, drafts[use.scope].names[use.name] ?? [], in: use.scope).scope
    }
    let isShadowed = place == use.scope && drafts[use.scope].kind == .class && mayComeFromModule(use)
    uses.append(use.resolved(to: place))
    if isShadowed { uses.append(use.resolved(to: 0)) }
  }

  /// Whether a class body may read a name before its own binding of it has run.
  private func mayComeFromModule(_ use: Use) -> Bool {
    guard drafts[0].names[use.name].map({ !$0.isDisjoint(with: [.bound, .global]) }) == true else { return false }
    guard let boundFrom = drafts[use.scope].boundFrom[use.name] else { return true }
    return use.range.lowerBound < boundFrom
  }

  private func locate(
    _ name: String,
    _ flags: ScopeDraft.Flags,
    in scope: Int
  ) -> (visibility: Scope.Visibility, scope: Int?) {
    if scope == 0 {
      if flags.contains(.global) { return (.globalExplicit, 0) }
      return flags.isDisjoint(with: .bound) ? (.globalImplicit, nil) : (.local, 0)
    }
    if flags.contains(.global) { return (.globalExplicit, 0) }
    if flags.contains(.nonlocal) { return (.free, enclosing(name, from: scope).scope) }
    if !flags.isDisjoint(with: .bound) { return (.local, scope) }
    return enclosing(name, from: scope)
  }

  /// Looks a name up in the scopes around one.
  ///
  /// Classes are passed by, except for `__class__` and by what stands in a class without being a function.
  private func enclosing(_ name: String, from scope: Int) -> (visibility: Scope.Visibility, scope: Int?) {
    var seesClass = drafts[scope].seesClass
    var next = drafts[scope].parent
    while let index = next, index != 0 {
      let draft = drafts[index]
      let flags = draft.names[name] ?? []
      if draft.kind == .class {
        if name == "__class__" || name == "__classdict__" { return (.free, index) }
        if seesClass, flags.contains(.global) { return (.globalExplicit, 0) }
        if seesClass, !flags.isDisjoint(with: .bound) { return (.globalImplicit, index) }
      } else {
        if flags.contains(.global) { return (.globalImplicit, 0) }
        if !flags.contains(.nonlocal), !flags.isDisjoint(with: .bound) { return (.free, index) }
      }
      seesClass = seesClass && draft.seesClass
      next = draft.parent
    }
    let isInModule = drafts[0].names[name].map { !$0.isDisjoint(with: [.bound, .global]) } ?? false
    return (.globalImplicit, isInModule ? 0 : nil)
  }
}

extension Use {
  /// The same use, with the scope that has the name.
  fileprivate func resolved(to place: Int?) -> Use {
    Use(
      name: name,
      range: range,
      action: action,
      scope: scope,
      resolved: place,
      attributes: attributes,
      timing: timing,
      function: function,
      guarded: guarded,
      isTarget: isTarget
    )
  }
}
