internal import PythonSyntax
internal import Recording

/// Fills a graph from a recording: nodes from loads, edges from executed imports, usage from first calls.
struct GraphBuilder {
  private let recording: Recording
  private let project: Project
  private var numbers: [String: Int] = ["": ImportGraph.entry]
  private var modules: [Module] = [.entry]
  private var edges: Set<ImportEdge> = []
  /// What imports that are no statements of the project's files take from the modules they lead to.
  private var taken: [ReexportedNames.Pair: Set<String>] = [:]
  private var selfTimes: [[UInt64]] = [[]]
  private var selfMemory: [[Int64]] = [[]]

  static func fill(_ graph: inout ImportGraph, from recording: Recording) {
    var builder = GraphBuilder(recording: recording, project: graph.project)
    let finder = DistributionFinder(recording)
    let runs = recording.runs.compactMap { run in
      run.processes.first.map { (run, RunView($0, recording, graph.project, children: run.processes.dropFirst())) }
    }
    for (_, view) in runs { builder.addModules(view, finder) }
    for (_, view) in runs { builder.addEdges(view) }
    builder.addPackageEdges()
    builder.dropShadowedEdges()
    let total = runs.map(\.0.weight).reduce(0, +)
    graph.modules = builder.finishedModules()
    let edges = Self.sorted(Array(builder.edges))
    let passedOn = ReexportedNames.edges(beside: edges, graph.modules, graph.project, taken: builder.taken)
    graph.edges = Self.sorted(edges + passedOn)
    let usage = UsageBuilder(modules: graph.modules, project: graph.project)
    graph.runs = runs.map { run, view in
      usage.usage(
        of: view,
        event: run.event,
        share: run.weight / max(total, 1e-9),
        requested: builder.requests(view)
      )
    }
    let branches = UntakenBranches(graph.project)
    for (index, (_, view)) in runs.enumerated() {
      graph.runs[index].spared = branches.spared(
        among: graph.runs[index].unread,
        functions: usage.functions(of: view),
        lines: view.executedLines ?? [:]
      )
    }
    for process in recording.runs.flatMap(\.processes) {
      graph.observedModules.formUnion(process.observedModules)
      for effect in process.effects where !graph.effects[effect.module, default: []].contains(effect) {
        graph.effects[effect.module, default: []].append(effect)
      }
    }
    graph.utilization = UtilizationBuilder.build(from: recording, finder)
    graph.initializationTime = median(runs.map { $0.1.initializationTime })
    graph.answerTime = median(runs.map { $0.1.answerTime })
    graph.startup = StartupBuilder.build(from: runs.map(\.1.process), finder)
  }

  private init(recording: Recording, project: Project) {
    self.recording = recording
    self.project = project
  }

  private static func sorted(_ edges: [ImportEdge]) -> [ImportEdge] {
    edges.sorted { ($0.source, $0.target, $0.statement, $0.site) < ($1.source, $1.target, $1.statement, $1.site) }
  }

  private mutating func addModules(_ view: RunView, _ finder: DistributionFinder) {
    // A part whose package imports it as well is loaded twice, the second time inside the first.
    var times: [Int: UInt64] = [:]
    var memory: [Int: Int64] = [:]
    for (index, load) in view.process.loads.enumerated() where view.isCounted[index] {
      let number: Int
      if let known = numbers[load.name] {
        number = known
      } else {
        // A failed import is no module; its time is its importer's.
        guard load.succeeded else { continue }
        number = modules.count
        numbers[load.name] = number
        let importer = node(around: load.parent, view)
        modules.append(
          Module(
            index: number,
            name: load.name,
            file: load.file,
            distribution: finder.owner(of: load.file),
            selfTime: 0,
            selfMemory: 0,
            firstImporter: importer,
            firstSite: load.site
          )
        )
        selfTimes.append([])
        selfMemory.append([])
      }
      guard load.succeeded else { continue }
      if load.kind == .source || modules[number].loader == .other { modules[number].loader = load.kind }
      times[number, default: 0] += load.selfTime + view.failedTimes[index, default: 0]
      memory[number, default: 0] += load.selfMemory
    }
    for (number, time) in times { selfTimes[number].append(time) }
    for (number, bytes) in memory { selfMemory[number].append(bytes) }
  }

  private mutating func addEdges(_ view: RunView) {
    for statement in view.process.imports where view.isCounted(statement) {
      guard statement.load != nil || view.isInitial(phase: statement.phase, site: statement.site) else { continue }
      let source = node(around: statement.load, view)
      let joined = join(statement, source)
      for (name, reference) in targets(of: statement, joined) {
        guard let target = numbers[name], target != source else { continue }
        edges.insert(ImportEdge(source: source, target: target, site: statement.site, statement: reference))
      }
      if joined == nil, !statement.isLazy, let target = numbers[statement.target] {
        taken[ReexportedNames.Pair(source: source, target: target), default: []].formUnion(statement.names)
      }
    }
    var known = Set(edges.map { ReexportedNames.Pair(source: $0.source, target: $0.target) })
    for (index, load) in view.process.loads.enumerated() where view.isCounted[index] && load.parent != nil {
      let source = node(around: load.parent, view)
      guard let target = numbers[load.name], source != target,
        known.insert(ReexportedNames.Pair(source: source, target: target)).inserted
      else { continue }
      edges.insert(ImportEdge(source: source, target: target, site: load.site, statement: nil))
    }
  }

  /// The modules that code outside of every load asked for, once the program's own start was over, and where.
  ///
  /// Only the run in which that code ran needs them.
  private func requests(_ view: RunView) -> [Int: CodeSite?] {
    var requests: [Int: CodeSite?] = [:]
    func request(_ names: [String], _ phase: Int, _ site: CodeSite?) {
      guard !view.isInitial(phase: phase, site: site) else { return }
      for number in names.compactMap({ numbers[$0] }) where requests[number] == nil { requests[number] = .some(site) }
    }
    for statement in view.process.imports where statement.load == nil && view.isCounted(statement) {
      request(Self.allTargets(of: statement), statement.phase, statement.site)
    }
    for (index, load) in view.process.loads.enumerated() where load.parent == nil && view.isCounted[index] {
      request([load.name], load.phase, load.site)
    }
    return requests
  }

  private static func allTargets(of executed: ExecutedImport) -> [String] {
    prefixes(of: executed.target) + executed.names.map { "\(executed.target).\($0)" }
  }

  /// The module whose load was under way; a failed one is no module, so what it has loaded was loaded for its importer.
  private func node(around load: Int?, _ view: RunView) -> Int {
    for index in sequence(first: load, next: { $0.map { view.process.loads[$0].parent } }) {
      if let index, let number = numbers[view.process.loads[index].name] { return number }
    }
    return ImportGraph.entry
  }

  /// The first-party statement that an executed import is, if it stands in the source's own module body.
  private func join(_ executed: ExecutedImport, _ source: Int) -> (file: String, statement: ImportStatement)? {
    guard let site = executed.site, let syntax = project.files[site.file],
      source == ImportGraph.entry || modules[source].file == site.file
    else { return nil }
    let statement = syntax.imports.first {
      $0.line == site.line && !$0.nesting.contains(.function) && !$0.isFuture && Self.matches($0, executed)
    }
    return statement.map { (site.file, $0) }
  }

  private static func matches(_ statement: ImportStatement, _ executed: ExecutedImport) -> Bool {
    switch statement.form {
    case .plain: statement.names.contains { $0.name == executed.target || $0.name.hasPrefix(executed.target + ".") }
    case .from(let module, let level), .star(let module, let level):
      level > 0 || executed.target == module || executed.target.hasPrefix(module + ".")
        || module.hasPrefix(executed.target + ".")
    }
  }

  /// The modules an import leads to, each with the imported name that asks for it.
  ///
  /// Importing `a.b.c` loads `a` and `a.b` first; `from a import b` loads `a.b` where that is a module. A name is charged
  /// with all that stays loaded for it.
  private func targets(
    of executed: ExecutedImport,
    _ joined: (file: String, statement: ImportStatement)?
  ) -> [(String, StatementReference?)] {
    let own = Self.allTargets(of: executed)
    guard let (file, statement) = joined, !statement.names.isEmpty else { return own.map { ($0, nil) } }
    if statement.isStar {
      // A star that is understood asks for its module, and for the parts of it that `__all__` lists.
      let star = ImportReference(statement: statement.index, name: 0)
      return own.map { ($0, StatementReference(file: file, reference: star)) }
    }
    var result: [(String, StatementReference?)] = []
    for (index, name) in statement.names.enumerated() {
      let reference = StatementReference(
        file: file,
        reference: ImportReference(statement: statement.index, name: index)
      )
      if case .plain = statement.form {
        guard name.name == executed.target || name.name.hasPrefix(executed.target + ".") else { continue }
        result += Self.prefixes(of: name.name).map { ($0, reference) }
      } else if executed.names.isEmpty, executed.target.hasSuffix("." + name.name) {
        // The import machinery's own request for a sub-module that the statement names.
        result += Self.prefixes(of: executed.target).map { ($0, reference) }
      } else if !executed.names.isEmpty {
        result += (Self.prefixes(of: executed.target) + ["\(executed.target).\(name.name)"]).map { ($0, reference) }
      } else if !statement.names.contains(where: { executed.target.hasSuffix("." + $0.name) }) {
        result += Self.prefixes(of: executed.target).map { ($0, reference) }
      }
    }
    return result.isEmpty ? own.map { ($0, nil) } : result
  }

  private static func prefixes(of name: String) -> [String] {
    var prefixes: [String] = []
    for part in name.split(separator: ".", omittingEmptySubsequences: false) {
      prefixes.append(prefixes.last.map { "\($0).\(part)" } ?? String(part))
    }
    return prefixes
  }

  /// A loaded `a.b` keeps `a` loaded.
  private mutating func addPackageEdges() {
    for module in modules {
      guard let dot = module.name.lastIndex(of: "."), let package = numbers[String(module.name[..<dot])] else {
        continue
      }
      edges.insert(ImportEdge(source: module.index, target: package, site: nil, statement: nil))
    }
  }

  /// A lazy package imports its sub-module inside the statement that asks for it: the statement stands for both.
  private mutating func dropShadowedEdges() {
    let stated = Set(
      edges.filter { $0.statement != nil }.map { ReexportedNames.Pair(source: $0.source, target: $0.target) }
    )
    edges = edges.filter { edge in
      let pair = ReexportedNames.Pair(source: edge.source, target: edge.target)
      guard edge.statement == nil, stated.contains(pair) else { return true }
      guard let file = edge.site?.file else { return false }
      // A module keeps its own edges: they are no request of the statement's. So does a function of the program's that
      // it calls; only a package's own `__getattr__` acts for the statement, or a library that provides such.
      return file == modules[edge.source].file || project.isOwn(file) && !isPackage(file, of: edge.target)
    }
  }

  /// Whether a file is a module's own or that of a package around it.
  private func isPackage(_ file: String, of module: Int) -> Bool {
    Self.prefixes(of: modules[module].name).contains { prefix in
      numbers[prefix].map { modules[$0].file == file } ?? false
    }
  }

  private func finishedModules() -> [Module] {
    modules.map { module in
      var module = module
      module.selfTime = median(selfTimes[module.index])
      module.selfMemory = median(selfMemory[module.index])
      return module
    }
  }
}

/// The middle value; the lower of the two middle ones; 0 of nothing.
func median<Value: Comparable & ExpressibleByIntegerLiteral>(_ values: [Value]) -> Value {
  values.isEmpty ? 0 : values.sorted()[(values.count - 1) / 2]
}

private func < (
  left: (Int, Int, StatementReference?, CodeSite?),
  right: (Int, Int, StatementReference?, CodeSite?)
) -> Bool {
  if (left.0, left.1) != (right.0, right.1) { return (left.0, left.1) < (right.0, right.1) }
  if left.2 != right.2 {
    guard let first = left.2, let second = right.2 else { return left.2 == nil }
    return first < second
  }
  return (left.3?.file ?? "", left.3?.line ?? 0) < (right.3?.file ?? "", right.3?.line ?? 0)
}
