internal import TreeSitter

/// The features that a module takes from `__future__`; such statements stand in front of all others.
enum FutureImports {
  static func contains(_ feature: String, in root: Node, _ text: ParsableText) -> Bool {
    root.children.contains { statement in
      statement.kind == .futureImportStatement
        && statement.children.contains { child in
          switch child.kind {
          case .dottedName: text.text(child) == feature
          case .aliasedImport: child.child(.name).map { text.text($0) } == feature
          default: false
          }
        }
    }
  }
}
