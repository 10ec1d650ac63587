internal import ImportGraph
internal import PythonSyntax

/// The parts of a package that are attributes of it because its own imports load them.
struct LostSubmodules {
  private let graph: ImportGraph

  init(_ graph: ImportGraph) {
    self.graph = graph
  }

  /// The names of the package's direct parts that some statements of its `__init__.py` lead to.
  ///
  /// - Returns: the names, and those of them that only an import in a function leads to, which may run later than the module.
  func names(without statements: [StatementReference]) -> (all: [String], uncertain: Set<String>) {
    let all = names(without: statements) { _ in true }
    let certain = names(without: statements) { edge in
      guard let statement = edge.statement, let syntax = graph.project.files[statement.file] else { return true }
      return syntax.imports[statement.reference.statement].scope == 0
    }
    return (all, Set(all).subtracting(certain))
  }

  private func names(without statements: [StatementReference], following: (ImportEdge) -> Bool) -> [String] {
    guard let file = statements.first?.file, file.hasSuffix("/__init__.py"),
      let package = graph.modules.first(where: { $0.file == file })
    else { return [] }
    let changed = Set(statements)
    let targets = graph.edges.filter { $0.statement.map(changed.contains) ?? false }.map(\.target)
    let prefix = package.name + "."
    return graph.closure(of: targets, following: following).compactMap { index in
      let name = graph.modules[index].name
      guard name.hasPrefix(prefix) else { return nil }
      let part = name.dropFirst(prefix.count)
      return part.contains(".") ? nil : String(part)
    }
    .sorted()
  }
}
