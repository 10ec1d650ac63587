internal import TreeSitter

/// Finds what a statement stands in.
struct NestingFinder {
  let text: ParsableText
  let typeCheckingAliases: Set<String>

  func nesting(of node: Node) -> Nesting {
    var nesting: Nesting = []
    var child = node
    while let parent = child.parent {
      nesting.formUnion(part(child, of: parent))
      child = parent
    }
    return nesting
  }

  /// What it means to stand in one part of a compound statement.
  private func part(_ child: Node, of parent: Node) -> Nesting {
    switch parent.kind {
    case .functionDefinition: .function
    case .classDefinition: .class
    case .ifStatement, .elifClause: branch(child, of: parent)
    case .elseClause: parent.parent?.kind == .ifStatement ? [] : .elseClause
    case .tryStatement where child.kind == .block: catchesImportError(parent) ? [.tryBody, .importProbe] : .tryBody
    case .exceptClause, .exceptGroupClause: .exceptHandler
    case .finallyClause: .finallyClause
    case .withStatement: suppresses(parent) ? [.with, .suppress] : .with
    case .forStatement, .whileStatement: child.kind == .block ? .loop : []
    case .caseClause: .match
    default: []
    }
  }

  private func branch(_ child: Node, of parent: Node) -> Nesting {
    guard let condition = parent.child(.condition) else { return .conditional }
    let guards = GuardRecognizer(text: text, typeCheckingAliases: typeCheckingAliases).guards(of: condition)
    switch child.field == .consequence ? guards.then : guards.otherwise {
    case .typeChecking?: return .typeChecking
    case .main?: return .mainGuard
    case nil: return .conditional
    }
  }

  private func catchesImportError(_ statement: Node) -> Bool {
    let broad: Set = ["ImportError", "ModuleNotFoundError", "Exception", "BaseException"]
    return statement.children.contains { clause in
      guard clause.kind == .exceptClause || clause.kind == .exceptGroupClause else { return false }
      let caught = clause.children.filter { $0.isNamed && $0.kind != .block && $0.kind != .comment }
      return caught.isEmpty || caught.contains { !names(in: $0).isDisjoint(with: broad) }
    }
  }

  private func suppresses(_ statement: Node) -> Bool {
    statement.first(.withClause).map { names(in: $0).contains("suppress") } ?? false
  }

  /// The identifiers below a node, attributes included.
  private func names(in node: Node) -> Set<String> {
    var names: Set<String> = []
    var pending = [node]
    while let node = pending.popLast() {
      if node.kind == .identifier { names.insert(text.text(node)) }
      pending += node.children
    }
    return names
  }
}
