internal import ImportGraph
internal import Recording

/// What hazards ask about the whole program, gathered once for all of its imports.
struct Evidence {
  let graph: ImportGraph
  let names: ModuleNames
  let offers: OfferedNames
  let origins: NameOrigins
  let outsideReads: OutsideReads
  let quotedNames: QuotedNames
  let implicitSubmodules: ImplicitSubmodules
  let shutdownFunctions: HandedFunctions
  let childFunctions: HandedFunctions
  let pathChanges: SearchPathChanges
  let probedFiles: ProbedFiles
  let purity: Purity
  let effects: ObservedEffects
  /// Where one of the program's own files brings in something that reads annotations.
  let annotationReading: (place: Place, reader: String)?
  let recipes: RecipeFacts
  /// The functions that ran while modules were loaded.
  let calledWhileLoading: Set<CodeSite>
  private var targets: [StatementReference: [Int]] = [:]

  init(_ graph: ImportGraph, _ recipes: RecipeBook) {
    self.graph = graph
    let names = ModuleNames(graph.project)
    self.names = names
    offers = OfferedNames(graph.project, names)
    origins = NameOrigins(graph)
    outsideReads = OutsideReads(graph.project, names, offers)
    quotedNames = QuotedNames(graph.project, names)
    implicitSubmodules = ImplicitSubmodules(graph, names)
    shutdownFunctions = HandedFunctions(graph.project, to: .shutdown)
    childFunctions = HandedFunctions(graph.project, to: .children)
    pathChanges = SearchPathChanges(graph.project, names)
    probedFiles = ProbedFiles(graph)
    purity = Purity(graph)
    effects = ObservedEffects(graph)
    annotationReading =
      graph.project.paths.lazy.filter(graph.project.isOwn).compactMap { path in
        graph.project.files[path].flatMap { AnnotationReaders.reader(in: $0) }.map {
          (Place(path: graph.project.relativePath(of: path), line: $0.line), $0.name)
        }
      }.first
    self.recipes = RecipeFacts(recipes, graph.project, names)
    calledWhileLoading = graph.runs.reduce(into: []) { $0.formUnion($1.calledWhileLoading) }
    for edge in graph.edges {
      if let statement = edge.statement { targets[statement, default: []].append(edge.target) }
    }
  }

  /// The modules that an imported name leads to.
  func targets(of statement: StatementReference) -> [Int] { targets[statement] ?? [] }
}
