internal import ImportGraph
internal import PythonSyntax
internal import Recording

/// What hazards ask about the whole program, gathered once for all of its imports.
///
/// A class, for it is handed to every hazard of every import.
final class Evidence: Sendable {
  let graph: ImportGraph
  let names: ModuleNames
  let offers: OfferedNames
  let origins: NameOrigins
  let definitions: Definitions
  let outsideReads: OutsideReads
  let quotedNames: QuotedNames
  let implicitSubmodules: ImplicitSubmodules
  let shutdownFunctions: HandedFunctions
  let childFunctions: HandedFunctions
  let pathChanges: SearchPathChanges
  let probedFiles: ProbedFiles
  let purity: Purity
  let effects: ObservedEffects
  let annotationReadings: AnnotationReadings
  /// What the program reads data with that may ask for classes by their names.
  let dataLoader: String?
  let recipes: RecipeFacts
  let paths: ImportPaths
  let loadActs: LoadActs
  let processChanges: ProcessChanges
  let changedValues: ChangedValues
  let moduleEscapes: ModuleEscapes
  let namesInText: NamesInText
  let circles: ImportCircles
  let unsettledNames: UnsettledNames
  let restoredModules: RestoredModules
  let namespaceReadings: NamespaceReadings
  /// What can be had if every statement may wait.
  let withoutStatements: StayingImports
  let threadFunctions: HandedFunctions
  let hookFunctions: HandedFunctions
  let coroutineCalls: CoroutineCalls
  /// The functions that ran while modules were loaded.
  let calledWhileLoading: Set<CodeSite>
  /// The lines of functions that ran while modules were loaded; nil if some run does not tell.
  let linesWhileLoading: Set<CodeSite>?
  /// Whether the user asks for changes that may alter what the program does.
  let allowsUnsafe: Bool
  private let targets: [StatementReference: [Int]]

  init(_ graph: ImportGraph, _ recipes: RecipeBook, allowsUnsafe: Bool) {
    self.graph = graph
    self.allowsUnsafe = allowsUnsafe
    let names = ModuleNames(graph.project)
    self.names = names
    let paths = ImportPaths(graph, names)
    self.paths = paths
    let reads = DottedReads(graph.project, names)
    let offers = OfferedNames(graph.project, names)
    self.offers = offers
    let origins = NameOrigins(graph)
    self.origins = origins
    let called = graph.runs.reduce(into: Set<CodeSite>()) { $0.formUnion($1.calledWhileLoading) }
    calledWhileLoading = called
    let lines = graph.runs.compactMap(\.linesWhileLoading)
    linesWhileLoading = lines.count == graph.runs.count ? lines.reduce(into: []) { $0.formUnion($1) } : nil
    // What takes longest is gathered on two processors.
    let gathered = concurrently {
      (
        OutsideReads(graph.project, names, offers, reads), QuotedNames(graph.project, names),
        ImplicitSubmodules(graph, names, paths, reads), ProbedFiles(graph, paths)
      )
    } _: {
      (
        ChangedValues(graph.project, names, reads), ModuleEscapes(graph, names, paths, reads),
        NamesInText(graph.project, names),
        LoadActs(graph, names, paths, reads, calledWhileLoading: called)
      )
    }
    (outsideReads, quotedNames, implicitSubmodules, probedFiles) = gathered.0
    (changedValues, moduleEscapes, namesInText, loadActs) = gathered.1
    definitions = Definitions(paths, origins, changedValues)
    let followed = concurrently {
      (CoroutineCalls(graph.project), ProcessChanges(graph.project, reads), ImportCircles(graph, names, paths))
    } _: {
      (
        UnsettledNames(graph, names, origins, paths, reads), HandedFunctions(graph.project, to: .shutdown),
        HandedFunctions(graph.project, to: .children), HandedFunctions(graph.project, to: .threads),
        HandedFunctions(graph.project, to: .hooks)
      )
    }
    (coroutineCalls, processChanges, circles) = followed.0
    (unsettledNames, shutdownFunctions, childFunctions, threadFunctions, hookFunctions) = followed.1
    pathChanges = SearchPathChanges(graph.project, reads)
    purity = Purity(graph)
    annotationReadings = AnnotationReadings(graph.project)
    dataLoader = DeclaredExport.loader(in: graph.project)
    self.recipes = RecipeFacts(recipes, graph.project, names)
    withoutStatements = StayingImports([], paths)
    effects = ObservedEffects(graph, paths, names, changedValues, self.recipes)
    restoredModules = RestoredModules(graph.project, names)
    namespaceReadings = NamespaceReadings(graph.project)
    targets = graph.edges.reduce(into: [:]) { targets, edge in
      if let statement = edge.statement { targets[statement, default: []].append(edge.target) }
    }
  }

  /// Whether a reason need not keep an import where it is.
  func allows(_ reason: Reason) -> Bool { allowsUnsafe && reason.isUnsafe }

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
      let importer = paths.module(of: file)
    else { return nil }
    let brought = targets(of: name.statement)
    return processChanges.change { change in
      guard change.file != file, isMeant(change), let maker = paths.module(of: change.file),
        !paths.reachability.leads(brought, to: maker)
      else { return false }
      guard paths.reachability.leads(maker, to: importer) else { return maker > importer }
      let lines = paths.imports(of: maker).filter { paths.reachability.leads($0.target, to: importer) }.compactMap(
        \.site?.line
      )
      return change.place.line > lines.min() ?? 0
    }
  }
}
