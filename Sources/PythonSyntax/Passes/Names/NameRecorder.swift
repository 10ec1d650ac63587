internal import TreeSitter

extension NameCollector {
  /// Notes that a name is read or deleted, with the attributes read from it.
  mutating func use(_ node: Node, _ action: Use.Action, isTarget: Bool = false, _ context: NameContext) {
    use(text.name(node), node.range, attributes: Self.attributes(of: node, text), action, isTarget: isTarget, context)
  }

  /// Notes a dotted name that is read, as patterns have them.
  mutating func useDottedName(_ node: Node, _ context: NameContext) {
    let parts = node.children.filter { $0.kind == .identifier }
    guard let first = parts.first else { return }
    use(text.name(first), first.range, attributes: parts.dropFirst().map { text.name($0) }, .load, context)
  }

  /// Notes a name that is read or deleted.
  mutating func use(
    _ name: String,
    _ range: Range<Int>,
    attributes: [String],
    _ action: Use.Action,
    isTarget: Bool = false,
    _ context: NameContext
  ) {
    let name = mangled(name, context)
    // Like CPython: a postponed annotation has no part in the symbol table.
    if context.annotation == nil || !hasPostponedAnnotations {
      scopes[context.scope].names[name, default: []].insert(.used)
      if name == "super", action == .load, scopes[context.scope].isFunctionLike {
        scopes[context.scope].names["__class__", default: []].insert(.used)
      }
    }
    record(name, range, attributes: attributes, action, isTarget: isTarget, context.timing, context)
  }

  /// Adds a use as it is, for the resolver to complete.
  mutating func record(
    _ name: String,
    _ range: Range<Int>,
    attributes: [String],
    _ action: Use.Action,
    isTarget: Bool = false,
    _ timing: Use.Timing,
    _ context: NameContext
  ) {
    uses.append(
      Use(
        name: name,
        range: range,
        action: action,
        scope: context.scope,
        resolved: nil,
        attributes: attributes,
        timing: timing,
        function: context.function,
        guarded: context.guarded,
        isTarget: isTarget
      )
    )
  }

  /// Notes that a name gets a value.
  mutating func bind(_ node: Node, _ kind: Binding.Kind, _ context: NameContext) {
    bind(text.name(node), at: node.range.lowerBound, statement: node, kind, context)
  }

  /// Notes that a name gets a value, at an offset below a node.
  mutating func bind(
    _ name: String,
    at offset: Int,
    statement node: Node,
    _ kind: Binding.Kind,
    _ context: NameContext
  ) {
    let name = mangled(name, context)
    scopes[context.scope].names[name, default: []].insert(Self.flag(kind))
    if scopes[context.scope].kind == .class { noteOrder(name, node, kind, context) }
    bindings.append(
      Binding(
        name: name,
        scope: context.scope,
        resolved: context.scope,
        kind: kind,
        offset: offset,
        function: context.function,
        guarded: context.guarded
      )
    )
  }

  /// An assignment expression binds in the scope around the comprehensions it stands in (PEP 572).
  mutating func bindWalrus(_ node: Node, _ context: NameContext) {
    guard scopes[context.scope].kind.isComprehension else { return bind(node, .walrus, context) }
    var target = context.scope
    while scopes[target].kind.isComprehension, let parent = scopes[target].parent { target = parent }
    let name = mangled(text.name(node), context)
    let isGlobal = target == 0 || scopes[target].names[name]?.contains(.global) == true
    scopes[context.scope].names[name, default: []].insert(isGlobal ? .global : .nonlocal)
    scopes[target].names[name, default: []].formUnion(target == 0 ? [.assigned, .global] : [.assigned])
    if isGlobal { scopes[0].names[name, default: []].insert(.global) }
    bindings.append(
      Binding(
        name: name,
        scope: context.scope,
        resolved: target,
        kind: .walrus,
        offset: node.range.lowerBound,
        function: context.function,
        guarded: context.guarded
      )
    )
  }

  /// A name as the compiler stores it: `__x` in a class `C` is `_C__x`.
  func mangled(_ name: String, _ context: NameContext) -> String {
    guard let privateClass = context.privateClass, name.utf8.starts(with: "__".utf8), !name.hasSuffix("__"),
      !name.utf8.contains(UInt8(ascii: "."))
    else { return name }
    let owner = scopes[privateClass].name.drop { $0 == "_" }
    return owner.isEmpty ? name : "_\(owner)\(name)"
  }

  private static func flag(_ kind: Binding.Kind) -> ScopeDraft.Flags {
    switch kind {
    case .parameter: .parameter
    case .import: .imported
    case .typeParameter: .typeParameter
    case .globalDeclaration: .global
    case .nonlocalDeclaration: .nonlocal
    default: .assigned
    }
  }

  /// In a class body a name that is not bound yet is looked up in the module, so the order matters there.
  private mutating func noteOrder(_ name: String, _ node: Node, _ kind: Binding.Kind, _ context: NameContext) {
    guard kind != .delete, kind != .annotatedWithoutValue else {
      scopes[context.scope].boundFrom[name] = Int.max
      return
    }
    var statement = node
    while let parent = statement.parent, parent.kind != .block { statement = parent }
    // Only a statement of the class's own block is executed for certain.
    guard statement.parent?.range == scopes[context.scope].body else { return }
    switch statement.kind {
    case .expressionStatement, .functionDefinition, .classDefinition, .decoratedDefinition, .importStatement,
      .importFromStatement, .typeAliasStatement:
      let end = statement.range.upperBound
      scopes[context.scope].boundFrom[name] = max(scopes[context.scope].boundFrom[name] ?? end, end)
    default:
      break
    }
  }

  /// The attributes read from a name directly, one after the other.
  static func attributes(of node: Node, _ text: ParsableText) -> [String] {
    var attributes: [String] = []
    var node = node
    while let parent = node.parent, parent.kind == .attribute, node.field == .object,
      let attribute = parent.child(.attribute)
    {
      attributes.append(text.name(attribute))
      node = parent
    }
    return attributes
  }
}
