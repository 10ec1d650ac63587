internal import PythonSyntax

/// Names that a module takes from another one, which has imported them itself: whoever takes one needs what is behind it.
///
/// While the other module imports the name at once these edges change nothing; once it waits to be asked, they tell who asks.
struct ReexportedNames {
  private struct Ends: Hashable {
    let source: Int, target: Int
    let statement: StatementReference?
  }

  /// Adds the edges, also through several modules that pass a name on.
  static func addEdges(to edges: inout Set<ImportEdge>, _ modules: [Module], _ project: Project) {
    var known = Set(edges.map { Ends(source: $0.source, target: $0.target, statement: $0.statement) })
    var importers: [String: [String: [ImportReference]]] = [:]
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      var targets: [StatementReference: Set<Int>] = [:]
      for edge in edges { if let statement = edge.statement { targets[statement, default: []].insert(edge.target) } }
      for edge in edges where edge.target != ImportGraph.entry {
        guard let file = modules[edge.target].file, let other = project.files[file] else { continue }
        if importers[file] == nil { importers[file] = other.importsByName }
        for (name, isHard) in names(takenBy: edge, modules[edge.target].name, project) {
          for reference in importers[file, default: [:]][name] ?? [] {
            for target in targets[StatementReference(file: file, reference: reference)] ?? [] {
              let statement = isHard ? nil : edge.statement
              let ends = Ends(source: edge.source, target: target, statement: statement)
              guard target != edge.source, target != edge.target, known.insert(ends).inserted else { continue }
              edges.insert(ImportEdge(source: edge.source, target: target, site: edge.site, statement: statement))
              isGrowing = true
            }
          }
        }
      }
    }
  }

  /// The names that a statement takes from the module it leads to: at once with `from`, or by reading an attribute.
  private static func names(
    takenBy edge: ImportEdge,
    _ module: String,
    _ project: Project
  ) -> [(name: String, isHard: Bool)] {
    guard let statement = edge.statement, let syntax = project.files[statement.file] else { return [] }
    let written = syntax.imports[statement.reference.statement]
    let name = syntax[statement.reference]
    if let from = written.fromModule {
      // A relative name is compared by its end.
      let bare = from.drop { $0 == "." }
      guard module == bare || module.hasSuffix("." + bare) || bare.isEmpty else { return [] }
      return written.isStar ? syntax.names(boundBy: written).map { ($0, false) } : [(name.name, false)]
    }
    guard name.name == module, name.alias != nil || !module.contains(".") else { return [] }
    return syntax.uses(of: statement.reference).filter(\.runsOnImport).compactMap { use in
      use.attributes.first.map { ($0, true) }
    }
  }
}
