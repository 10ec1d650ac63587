internal import ImportGraph
internal import PythonSyntax
internal import Recording
internal import SourceText

/// The names that a module gives another value further down, and the modules that take them while they are loaded.
///
/// `from m import name` takes the value of its moment, and so does `m.name` in a module's body; a module that is loaded after the
/// whole of `m` takes another one than while `m` is half done.
struct UnsettledNames {
  /// One such name.
  struct Taking {
    let name: String
    /// The module that has the name, and the one that takes it.
    let source: Int, taker: Int
    /// Where it is taken.
    let place: Place
    /// The lines of the source from the first binding of the name to the last.
    let lines: ClosedRange<Int>
  }

  /// A module with such names, and the lines of its imports.
  private struct Source {
    let module: Int
    /// The lines of its imports, each with what may be loaded there, by module.
    let imports: [(line: Int, isLoaded: [Bool])]
    let takings: [Taking]
  }

  private let sources: [Source]

  init(
    _ graph: ImportGraph,
    _ names: ModuleNames,
    _ origins: NameOrigins,
    _ paths: ImportPaths,
    _ reads: DottedReads
  ) {
    var rebound: [Int: [String: ClosedRange<Int>]] = [:]
    var all: [Taking] = []
    func take(_ name: String, from source: Int, by taker: Int, in path: String, line: Int) {
      let known = rebound[source] ?? Self.reboundNames(of: graph.modules[source], in: graph.project, origins)
      rebound[source] = known
      guard source != taker, let lines = known[name] else { return }
      let place = Place(path: graph.project.relativePath(of: path), line: line)
      all.append(Taking(name: name, source: source, taker: taker, place: place, lines: lines))
    }
    for path in graph.project.paths {
      guard let syntax = graph.project.files[path], let taker = paths.module(of: path) else { continue }
      for statement in syntax.imports where statement.nesting.isDisjoint(with: [.function, .typeChecking, .mainGuard]) {
        guard let source = names.source(of: statement, in: path).flatMap({ paths.numbers[$0] }) else { continue }
        for name in statement.names { take(name.name, from: source, by: taker, in: path, line: statement.line) }
      }
      for read in reads[path] where read.use.runsOnImport {
        // The longest beginning that is a module has the next name.
        let lengths = (read.meaning.count...read.chain.count).dropLast().reversed()
        let found = lengths.lazy.compactMap { length in
          paths.numbers[read.chain[..<length].joined(separator: ".")].map { ($0, read.chain[length]) }
        }.first
        if let (source, name) = found { take(name, from: source, by: taker, in: path, line: read.line) }
      }
    }
    sources = Dictionary(grouping: all, by: \.source).sorted { $0.key < $1.key }.map { source, takings in
      let lines = takings.map(\.lines)
      // The packages around a module have begun to load when its own text runs: nothing in it makes them load.
      let packages = Set(paths.packages(of: source) + [source])
      let targets = Dictionary(grouping: paths.imports(of: source).filter { !packages.contains($0.target) }) {
        $0.site?.line ?? 0
      }
      let imports = targets.sorted { $0.key < $1.key }.compactMap { line, edges -> (line: Int, isLoaded: [Bool])? in
        guard lines.contains(where: { line > $0.lowerBound && line < $0.upperBound }) else { return nil }
        let isLoaded = paths.forward.reached(from: edges.map(\.target)) { module, _ in !packages.contains(module) }
        return (line, isLoaded)
      }
      return Source(module: source, imports: imports, takings: takings)
    }
  }

  /// The names that a module's body binds in several lines, to different things.
  private static func reboundNames(
    of module: Module,
    in project: Project,
    _ origins: NameOrigins
  ) -> [String: ClosedRange<Int>] {
    guard let file = module.file, let syntax = project.files[file] else { return [:] }
    var lines: [String: ClosedRange<Int>] = [:]
    for binding in syntax.bindings where binding.resolved == 0 && binding.function == nil && binding.guarded == nil {
      guard binding.kind != .globalDeclaration else { continue }
      let line = syntax.source.lines.line(at: binding.offset)
      let known = lines[binding.name] ?? line...line
      lines[binding.name] = min(known.lowerBound, line)...max(known.upperBound, line)
    }
    let settled = origins.settledNames(in: file)
    return lines.filter { $0.value.count > 1 && !settled.contains($0.key) }
  }

  /// A name that some modules would take later if an import waited, when it has another value.
  ///
  /// - Parameters:
  ///   - modules: what the import loads.
  ///   - importer: the module that has the import.
  ///   - line: where.
  ///   - paths: the edges of the graph.
  /// - Returns: the first such name; nil if there is none.
  func taking(by modules: [Int], importedBy importer: Int, line: Int, _ paths: ImportPaths) -> Taking? {
    let reachability = paths.reachability
    for source in sources where reachability.leads(source.module, to: importer) {
      let moments =
        source.module == importer ? [line] : source.imports.filter { $0.isLoaded[importer] }.map(\.line)
      let taking = source.takings.first { taking in
        moments.contains { $0 > taking.lines.lowerBound && $0 < taking.lines.upperBound }
          && reachability.leads(modules, to: taking.taker)
      }
      if let taking { return taking }
    }
    return nil
  }
}
