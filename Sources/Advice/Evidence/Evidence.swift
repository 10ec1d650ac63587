internal import ImportGraph
internal import PythonSyntax
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
  let paths: ImportPaths
  let loadActs: LoadActs
  let processChanges: ProcessChanges
  let changedValues: ChangedValues
  let moduleEscapes: ModuleEscapes
  let namesInText: NamesInText
  let circles: ImportCircles
  let threadFunctions: HandedFunctions
  let hookFunctions: HandedFunctions
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
    annotationReading =
      graph.project.paths.lazy.filter(graph.project.isOwn).compactMap { path in
        graph.project.files[path].flatMap { AnnotationReaders.reader(in: $0) }.map {
          (Place(path: graph.project.relativePath(of: path), line: $0.line), $0.name)
        }
      }.first
    self.recipes = RecipeFacts(recipes, graph.project, names)
    calledWhileLoading = graph.runs.reduce(into: []) { $0.formUnion($1.calledWhileLoading) }
    paths = ImportPaths(graph, names)
    effects = ObservedEffects(graph, paths)
    loadActs = LoadActs(graph, names, paths, calledWhileLoading: calledWhileLoading)
    processChanges = ProcessChanges(graph.project, names)
    changedValues = ChangedValues(graph.project, names)
    moduleEscapes = ModuleEscapes(graph, names)
    namesInText = NamesInText(graph.project, names)
    circles = ImportCircles(graph, names, paths)
    threadFunctions = HandedFunctions(graph.project, to: .threads)
    hookFunctions = HandedFunctions(graph.project, to: .hooks)
    for edge in graph.edges {
      if let statement = edge.statement { targets[statement, default: []].append(edge.target) }
    }
  }

  /// The modules that an imported name leads to.
  func targets(of statement: StatementReference) -> [Int] { targets[statement] ?? [] }

  /// A change of what the process has that may come before an import which is deferred, that comes after it now, and that the
  /// import does not bring itself.
  func change(
    after name: CandidateImport,
    where isMeant: (ProcessChanges.Change) -> Bool
  ) -> ProcessChanges.Change? {
    let file = name.statement.file
    if let found = processChanges.change(after: name.importStatement, in: file, where: isMeant) { return found }
    guard processChanges.change(byBodyWhere: { $0.file != file && isMeant($0) }) != nil,
      let importer = graph.modules.first(where: { $0.file == file })
    else { return nil }
    let brought = paths.reached(from: targets(of: name.statement)) { _ in true }
    let leading = paths.leading(to: importer.index) { _ in true }
    return processChanges.change { change in
      guard change.file != file, isMeant(change), let maker = graph.modules.first(where: { $0.file == change.file }),
        !brought.contains(maker.index)
      else { return false }
      guard leading.contains(maker.index) else { return maker.index > importer.index }
      let lines = paths.imports(of: maker.index).filter { leading.contains($0.target) }.compactMap(\.site?.line)
      return change.place.line > lines.min() ?? 0
    }
  }
}
