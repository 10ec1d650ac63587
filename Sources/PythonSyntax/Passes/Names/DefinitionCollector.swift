internal import SourceText
internal import TreeSitter

extension NameCollector {
  mutating func readDecorated(_ node: Node, _ context: NameContext) {
    var firstLine: Int?
    for child in node.children where child.isNamed {
      switch child.kind {
      case .decorator:
        visit(child, context)
        firstLine = firstLine ?? child.children.first(where: \.isNamed).map { line(of: $0) }
      case .functionDefinition: readFunction(child, firstLine: firstLine, context)
      case .classDefinition: readClass(child, firstLine: firstLine, context)
      default: visit(child, context)
      }
    }
  }

  /// Name, defaults and annotations belong to the scope around a function, its body and parameters to its own.
  mutating func readFunction(_ node: Node, firstLine: Int?, _ context: NameContext) {
    guard let name = node.child(.name), let parameters = node.child(.parameters), let body = node.child(.body) else {
      return visitChildren(of: node, context)
    }
    bind(name, .function, context)
    visitDefaults(of: parameters, context)
    let signature = openTypeParameters(of: node, context)
    for parameter in parameters.children {
      if let annotation = parameter.child(.type) { visitAnnotation(annotation, isLocal: false, signature) }
    }
    if let annotation = node.child(.returnType) { visitAnnotation(annotation, isLocal: false, signature) }
    var inner = open(.function, text.name(name), node, body: body, firstLine: firstLine, signature)
    inner.function = inner.scope
    inner.delay = context.delay ?? inner.scope
    scopes[inner.scope].bodyStart = BodyStartFinder(text: text, comments: comments).bodyStart(of: node)
    bindParameters(parameters, inner)
    visit(body, inner)
  }

  mutating func readClass(_ node: Node, firstLine: Int?, _ context: NameContext) {
    guard let name = node.child(.name), let body = node.child(.body) else {
      return visitChildren(of: node, context)
    }
    bind(name, .class, context)
    let header = openTypeParameters(of: node, context)
    visit(node.child(.superclasses), header)
    var inner = open(.class, text.name(name), node, body: body, firstLine: firstLine, header)
    inner.privateClass = inner.scope
    visit(body, inner)
  }

  mutating func readLambda(_ node: Node, _ context: NameContext) {
    guard let body = node.child(.body) else { return visitChildren(of: node, context) }
    let parameters = node.child(.parameters)
    if let parameters { visitDefaults(of: parameters, context) }
    var inner = open(.lambda, "<lambda>", node, body: body, firstLine: nil, context)
    inner.function = inner.scope
    inner.delay = context.delay ?? inner.scope
    if let parameters { bindParameters(parameters, inner) }
    visit(body, inner)
  }

  /// The first iterable is evaluated in the scope around a comprehension, all the rest in its own.
  ///
  /// Generator expressions count as run at once, too: most are consumed where they stand.
  mutating func readComprehension(_ node: Node, _ context: NameContext) {
    let (kind, name): (Scope.Kind, String) =
      switch node.kind {
      case .listComprehension: (.listComprehension, "<listcomp>")
      case .setComprehension: (.setComprehension, "<setcomp>")
      case .dictionaryComprehension: (.dictionaryComprehension, "<dictcomp>")
      default: (.generatorExpression, "<genexpr>")
      }
    let inner = open(kind, name, node, body: node, firstLine: nil, context)
    scopes[inner.scope].isGenerator = kind == .generatorExpression
    var isFirst = true
    for child in node.children where child.isNamed {
      guard child.kind == .forInClause else {
        visit(child, inner)
        continue
      }
      for part in child.children where part.isNamed {
        if part.field == .left {
          visitTarget(part, .forTarget, inner)
        } else {
          visit(part, isFirst ? context : inner)
        }
      }
      isFirst = false
    }
  }

  /// A `type` statement; the grammar also takes `type(x).y = z` for one, which is a call.
  mutating func readTypeAlias(_ node: Node, _ context: NameContext) {
    guard let left = node.child(.left)?.children.first(where: \.isNamed), let value = node.child(.right),
      let name = left.kind == .genericType ? left.first(.identifier) : left, name.kind == .identifier
    else {
      if let type = node.children.first(where: { _ in true }) { use(type, .load, context) }
      return visitChildren(of: node, context)
    }
    bind(name, .typeAlias, context)
    let outer = openTypeParameters(left.first(.typeParameter), name, of: node, context)
    var inner = open(.typeAlias, text.name(name), node, body: value, firstLine: nil, outer)
    inner.delay = context.delay ?? inner.scope
    visit(value, inner)
  }

  // MARK: Parts of definitions

  private mutating func visitDefaults(of parameters: Node, _ context: NameContext) {
    for parameter in parameters.children { visit(parameter.child(.value), context) }
  }

  private mutating func bindParameters(_ parameters: Node, _ context: NameContext) {
    for parameter in parameters.children {
      switch parameter.kind {
      case .identifier: bind(parameter, .parameter, context)
      case .defaultParameter, .typedDefaultParameter: visitTarget(parameter.child(.name), .parameter, context)
      case .typedParameter, .listSplatPattern, .dictionarySplatPattern, .tuplePattern:
        let splat = parameter.first(.listSplatPattern) ?? parameter.first(.dictionarySplatPattern) ?? parameter
        for name in splat.children where name.kind == .identifier { bind(name, .parameter, context) }
      default: break
      }
    }
  }

  private mutating func openTypeParameters(of node: Node, _ context: NameContext) -> NameContext {
    guard let name = node.child(.name) else { return context }
    return openTypeParameters(node.child(.typeParameters), name, of: node, context)
  }

  /// Type parameters have a scope of their own around the definition; their bounds and defaults are computed only when
  /// asked for.
  private mutating func openTypeParameters(
    _ list: Node?,
    _ name: Node,
    of node: Node,
    _ context: NameContext
  ) -> NameContext {
    guard let list else { return context }
    var inner = open(.typeParameters, text.name(name), node, body: list, firstLine: nil, context)
    if node.kind == .classDefinition { inner.privateClass = inner.scope }
    var parameter: Node?
    var isDefault = false
    for child in list.children {
      // An equals sign is a comma to the parser.
      if child.kind == .commaToken { isDefault = text.source.bytes[child.range.lowerBound] == UInt8(ascii: "=") }
      guard child.kind == .type else { continue }
      if !isDefault {
        parameter = bindTypeParameter(child, inner)
      } else if let parameter {
        visitLater(child, of: parameter, inner)
      }
    }
    return inner
  }

  /// Reads `T`, `*T`, `**T` or `T: bound`.
  ///
  /// - Returns: the name that it binds.
  private mutating func bindTypeParameter(_ parameter: Node, _ context: NameContext) -> Node? {
    guard let declared = parameter.children.first(where: \.isNamed) else { return nil }
    let bounds = declared.kind == .constrainedType ? declared.children.filter { $0.kind == .type } : []
    let name: Node? =
      switch declared.kind {
      case .identifier: declared
      case .splatType: declared.first(.identifier)
      case .constrainedType: bounds.count == 2 ? bounds[0].first(.identifier) : nil
      default: nil
      }
    guard let name else { return nil }
    bind(name, .typeParameter, context)
    if bounds.count == 2 { visitLater(bounds[1], of: name, context) }
    return name
  }

  /// Looks at the bound or the default of a type parameter.
  private mutating func visitLater(_ value: Node, of parameter: Node, _ context: NameContext) {
    var inner = open(.typeBound, text.name(parameter), value, body: value, firstLine: nil, context)
    inner.delay = context.delay ?? inner.scope
    visit(value, inner)
  }

  /// Makes a scope and gives the context inside it.
  private mutating func open(
    _ kind: Scope.Kind,
    _ name: String,
    _ node: Node,
    body: Node,
    firstLine: Int?,
    _ context: NameContext
  ) -> NameContext {
    var inner = context
    inner.scope = scopes.count
    let line = line(of: node)
    scopes.append(
      ScopeDraft(
        kind: kind,
        name: name,
        qualifiedName: qualifiedName(name, in: context.scope),
        parent: context.scope,
        range: node.range,
        line: line,
        firstLine: firstLine ?? line,
        body: body.range,
        isAsync: node.first(.asyncToken) != nil,
        guarded: context.guarded
      )
    )
    return inner
  }

  /// The path to a definition: functions add `<locals>`, type parameters nothing, and a name that is declared `global`
  /// stands for itself.
  private func qualifiedName(_ name: String, in scope: Int) -> String {
    var parent = scopes[scope]
    while parent.seesClass, let outer = parent.parent { parent = scopes[outer] }
    if parent.kind == .module || parent.names[name]?.contains(.global) == true { return name }
    return parent.qualifiedName + (parent.kind == .class ? "." : ".<locals>.") + name
  }

  private func line(of node: Node) -> Int { text.source.lines.line(at: node.range.lowerBound) }
}
