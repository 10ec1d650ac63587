internal import ImportGraph
internal import Recording

/// The modules that each run needs, as far as findings are concerned.
///
/// A run needs the modules whose functions it runs, and those that a name leads to which such a function reads. Calls of C
/// functions are not seen; so an extension module counts as needed by a run that needs one of its importers, and so does
/// whatever such an importer takes from another library that has extension modules.
struct NeededModules {
  /// By run.
  let inRun: [Set<Int>]

  init(_ graph: ImportGraph) {
    let native = Set(graph.modules.filter { $0.loader == .extensionModule }.map(\.distribution))
    inRun = graph.runs.map { run in
      var needed = run.used
      for edge in graph.edges where edge.statement.map(run.reached.contains) ?? false { needed.insert(edge.target) }
      for edge in graph.edges where run.used.contains(edge.source) {
        let (source, target) = (graph.modules[edge.source], graph.modules[edge.target])
        let isForeign = target.distribution != source.distribution && native.contains(target.distribution)
        // What a statement of the program's own asks for is reached, or it is not.
        guard target.loader == .extensionModule || isForeign, edge.statement == nil else { continue }
        needed.insert(edge.target)
      }
      return needed
    }
  }
}
