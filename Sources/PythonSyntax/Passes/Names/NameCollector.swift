internal import TreeSitter

/// Walks the tree once and notes every scope, every binding and every use, with the place each has in time.
///
/// Which scope a used name belongs to is left to `NameResolver`: a binding may come after the use. The walk keeps its own
/// stack, so that no expression is nested too deeply for it.
struct NameCollector {
  let text: ParsableText
  let comments: CommentIndex
  let hasPostponedAnnotations: Bool
  /// Whether annotations are evaluated with what they annotate.
  var evaluatesAnnotations = true
  /// What star imports bind.
  var starNames = StarNames()
  /// The other names that `typing.TYPE_CHECKING` has in the file.
  private var typeCheckingAliases: Set<String> = []
  var scopes: [ScopeDraft] = []
  var bindings: [Binding] = []
  var uses: [Use] = []
  var imports: [ImportStatement] = []
  private let tree: Tree
  private var stack: [Task] = []

  /// A node to look at, and what for.
  private struct Task {
    enum Role {
      case read, target(Binding.Kind), pattern
    }
    // The number, not the node: a node holds on to its tree, which costs more than the look-up.
    let node: Int
    let role: Role
    let context: NameContext
  }

  init(_ tree: Tree, _ text: ParsableText, _ comments: CommentIndex, hasPostponedAnnotations: Bool) {
    self.tree = tree
    self.text = text
    self.comments = comments
    self.hasPostponedAnnotations = hasPostponedAnnotations
  }

  mutating func collect() {
    let root = tree.root
    scopes.append(
      ScopeDraft(
        kind: .module,
        name: "<module>",
        qualifiedName: "<module>",
        parent: nil,
        range: 0..<text.bytes.count,
        line: 1,
        firstLine: 1,
        body: root.range,
        isAsync: false,
        guarded: nil
      )
    )
    stack = [Task(node: root.index, role: .read, context: NameContext())]
    while let task = stack.popLast() {
      let first = stack.count
      let node = tree.node(task.node)
      switch task.role {
      case .read: read(node, task.context)
      case .target(let kind): assign(node, kind, task.context)
      case .pattern: match(node, task.context)
      }
      // What was pushed first comes first.
      if stack.count > first + 1 { stack[first...].reverse() }
    }
  }

  // MARK: What to look at next

  /// Looks at a node as code that runs in a context.
  mutating func visit(_ node: Node?, _ context: NameContext) {
    if let node { stack.append(Task(node: node.index, role: .read, context: context)) }
  }

  /// Looks at the children of a node.
  mutating func visitChildren(of node: Node, _ context: NameContext) {
    for child in node.children where child.isNamed { visit(child, context) }
  }

  /// Looks at what an assignment of some kind gives a value.
  mutating func visitTarget(_ node: Node?, _ kind: Binding.Kind, _ context: NameContext) {
    if let node { stack.append(Task(node: node.index, role: .target(kind), context: context)) }
  }

  /// Looks at the pattern of a `case`.
  mutating func visitPattern(_ node: Node, _ context: NameContext) {
    stack.append(Task(node: node.index, role: .pattern, context: context))
  }

  // MARK: Nodes

  private mutating func read(_ node: Node, _ context: NameContext) {
    switch node.kind {
    case .identifier: use(node, .load, context)
    case .attribute: visit(node.child(.object), context)
    case .keywordArgument: visit(node.child(.value), context)
    case .memberType: visit(node.children.first(where: \.isNamed), context)
    case .dottedName: useDottedName(node, context)
    case .comment: break

    case .importStatement, .importFromStatement, .futureImportStatement: readImport(node, context)
    case .functionDefinition: readFunction(node, firstLine: nil, context)
    case .classDefinition: readClass(node, firstLine: nil, context)
    case .decoratedDefinition: readDecorated(node, context)
    case .lambda: readLambda(node, context)
    case .listComprehension, .setComprehension, .dictionaryComprehension, .generatorExpression:
      readComprehension(node, context)
    case .typeAliasStatement: readTypeAlias(node, context)

    case .assignment: readAssignment(node, context)
    case .augmentedAssignment:
      if let target = node.child(.left) {
        if target.kind == .identifier { use(target, .load, context) }
        visitTarget(target, .augmented, context)
      }
      visit(node.child(.right), context)
    case .namedExpression where node.isFormattedWithEqualsSign:
      if let name = node.child(.name) { use(name, .load, context) }
      // What looks like the value is the format, in which only braces have names.
      if let format = node.child(.value), format.kind == .set { visit(format, context) }
    case .namedExpression:
      visit(node.child(.value), context)
      if let name = node.child(.name) { bindWalrus(name, context) }
    case .forStatement:
      visit(node.child(.right), context)
      visitTarget(node.child(.left), .forTarget, context)
      visit(node.child(.body), context)
      visit(node.child(.alternative), context)
    case .asPattern:
      visit(node.children.first(where: \.isNamed), context)
      let isCaught = [.exceptClause, .exceptGroupClause].contains(node.parent?.kind)
      visitTarget(node.child(.alias), isCaught ? .except : .with, context)
    case .printStatement:
      // `print >> file, text`, which in Python 3 is a tuple whose first value shifts the function.
      use("print", node.range.lowerBound..<node.range.lowerBound + 5, attributes: [], .load, context)
      visitChildren(of: node, context)
    case .deleteStatement:
      for target in node.children where target.isNamed { visitTarget(target, .delete, context) }
    case .globalStatement, .nonlocalStatement: declare(node, context)
    case .ifStatement, .elifClause: readBranches(node, context)
    case .caseClause:
      for child in node.children where child.isNamed {
        if child.kind == .casePattern { visitPattern(child, context) } else { visit(child, context) }
      }
    case .yield:
      scopes[context.scope].isGenerator = true
      visitChildren(of: node, context)

    case .string where context.annotation?.readsStrings == true: readStringAnnotation(node, context)
    case .subscript, .genericType, .call:
      if node.kind == .call, context.annotation == nil { readTypesInCall(node, context) }
      if context.annotation == nil { visitChildren(of: node, context) } else { readInAnnotation(node, context) }
    default: visitChildren(of: node, context)
    }
  }

  private mutating func assign(_ node: Node, _ kind: Binding.Kind, _ context: NameContext) {
    switch node.kind {
    case .identifier:
      bind(node, kind, context)
      if kind == .delete { use(node, .delete, context) }
    case .patternList, .tuplePattern, .listPattern, .tuple, .list, .expressionList, .parenthesizedExpression,
      .listSplatPattern, .listSplat, .asPatternTarget:
      for child in node.children where child.isNamed { visitTarget(child, kind, context) }
    case .attribute where kind != .delete && kind != .annotatedWithoutValue:
      var owner = node
      while owner.kind == .attribute, let object = owner.child(.object) { owner = object }
      if owner.kind == .identifier { use(owner, .load, isTarget: true, context) } else { read(node, context) }
    default:
      read(node, context)
    }
  }

  private mutating func readAssignment(_ node: Node, _ context: NameContext) {
    let target = node.child(.left)
    let value = node.child(.right)
    let annotation = node.child(.type)
    let isDeclaration = annotation != nil && value == nil
    // `(x): int` without a value does nothing to x.
    if !isDeclaration || target?.kind != .tuplePattern {
      visitTarget(target, isDeclaration ? .annotatedWithoutValue : .assignment, context)
    }
    if let annotation {
      let kind = scopes[context.scope].kind
      visitAnnotation(annotation, isLocal: kind != .module && kind != .class, context)
    }
    visit(value, context)
  }

  /// An `if` or `elif`: what stands below a guard does not run on import.
  private mutating func readBranches(_ node: Node, _ context: NameContext) {
    var then = context
    var otherwise = context
    if let condition = node.child(.condition), context.guarded == nil {
      let recognizer = GuardRecognizer(text: text, typeCheckingAliases: typeCheckingAliases)
      (then.guarded, otherwise.guarded) = recognizer.guards(of: condition)
    }
    for child in node.children where child.isNamed {
      switch child.field {
      case .consequence: visit(child, then)
      case .alternative: visit(child, otherwise)
      default: visit(child, context)
      }
    }
  }

  private mutating func readImport(_ node: Node, _ context: NameContext) {
    let collector = ImportCollector(text: text, comments: comments, typeCheckingAliases: typeCheckingAliases)
    var statement = collector.statement(node, index: imports.count, scope: context.scope)
    if statement.isStar, context.scope == 0, let names = starNames.names(of: statement) {
      let star = node.first(.wildcardImport)?.range ?? statement.range
      statement.names = [ImportedName(name: "*", alias: nil, boundName: "*", range: star)]
      for name in names {
        let kind = Binding.Kind.import(statement: statement.index, name: 0)
        bind(name, at: star.lowerBound, statement: node, kind, context)
      }
      imports.append(statement)
      return
    }
    imports.append(statement)
    for (index, name) in statement.names.enumerated() {
      if name.name == "TYPE_CHECKING", let alias = name.alias { typeCheckingAliases.insert(alias) }
      let kind = Binding.Kind.import(statement: statement.index, name: index)
      bind(name.boundName, at: name.range.lowerBound, statement: node, kind, context)
    }
  }

  private mutating func declare(_ node: Node, _ context: NameContext) {
    let isGlobal = node.kind == .globalStatement
    for child in node.children where child.kind == .identifier {
      let name = mangled(text.name(child), context)
      if isGlobal {
        scopes[context.scope].globals.append(name)
        // The module has the name from now on, even if it never mentions it itself.
        scopes[0].names[name, default: []].insert(.global)
      } else {
        scopes[context.scope].nonlocals.append(name)
      }
      bind(child, isGlobal ? .globalDeclaration : .nonlocalDeclaration, context)
    }
  }
}
