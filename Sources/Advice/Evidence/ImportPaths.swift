internal import ImportGraph
internal import PythonSyntax
internal import Recording

/// The edges of the graph, ready to be followed in both directions.
struct ImportPaths {
  let graph: ImportGraph
  let numbers: [String: Int]
  /// The imports of every module, and those that lead to it.
  let forward: PackedEdges, backward: PackedEdges
  /// What leads to what by any imports.
  let reachability: Reachability
  /// The statements by number, as the packed edges name them.
  let statements: [StatementReference]
  private let statementNumbers: [StatementReference: Int]
  private let modulesOfFiles: [String: Int]
  private let edgesBySite: [CodeSite: [ImportEdge]]
  private let targets: [StatementReference: Set<Int>]
  /// By module, the files with a function that imports it.
  private var functionImports: [Int: Set<String>] = [:]

  init(_ graph: ImportGraph, _ names: ModuleNames) {
    self.graph = graph
    numbers = Dictionary(graph.modules.dropFirst().map { ($0.name, $0.index) }, uniquingKeysWith: { first, _ in first })
    modulesOfFiles = Dictionary(
      graph.modules.compactMap { module in module.file.map { ($0, module.index) } },
      uniquingKeysWith: { first, _ in first }
    )
    var targets: [StatementReference: Set<Int>] = [:]
    for edge in graph.edges {
      if let statement = edge.statement { targets[statement, default: []].insert(edge.target) }
    }
    edgesBySite = Dictionary(grouping: graph.edges.filter { $0.site != nil }) { $0.site ?? CodeSite(file: "", line: 0) }
    self.targets = targets
    reachability = Reachability(graph)
    let statements = targets.keys.sorted()
    let statementNumbers = Dictionary(uniqueKeysWithValues: statements.enumerated().map { ($1, $0) })
    let asked = graph.edges.map { edge in edge.statement.flatMap { statementNumbers[$0] } ?? -1 }
    self.statements = statements
    self.statementNumbers = statementNumbers
    forward = PackedEdges(graph.modules.count, zip(graph.edges, asked).map { ($0.source, $0.target, $1) })
    backward = PackedEdges(graph.modules.count, zip(graph.edges, asked).map { ($0.target, $0.source, $1) })
    for path in graph.project.paths {
      guard let syntax = graph.project.files[path] else { continue }
      for statement in syntax.imports where statement.nesting.contains(.function) {
        let source = names.source(of: statement, in: path)
        for name in [source] + statement.names.map({ name in source.map { "\($0).\(name.name)" } ?? name.name }) {
          if let number = name.flatMap({ numbers[$0] }) { functionImports[number, default: []].insert(path) }
        }
      }
    }
  }

  func targets(of statement: StatementReference) -> Set<Int> { targets[statement] ?? [] }

  /// Whether a function of another module's file imports a module by itself.
  func isNamedInFunction(_ module: Int, outside other: Int) -> Bool {
    guard let files = functionImports[module] else { return false }
    return files.contains { $0 != graph.modules[other].file && $0 != graph.modules[module].file }
  }

  /// The packages that a module is in, the outermost first.
  func packages(of module: Int) -> [Int] { chain(of: graph.modules[module].name).filter { $0 != module } }

  /// The loaded modules among those that the import of a dotted name loads: its packages, the outermost first, and itself.
  func chain(of name: String) -> [Int] {
    let parts = name.split(separator: ".")
    return parts.indices.compactMap { numbers[parts[...$0].joined(separator: ".")] }
  }

  /// The number of a statement; nil if it leads to no module.
  func number(of statement: StatementReference) -> Int? { statementNumbers[statement] }

  /// The module that a file is loaded as.
  func module(of file: String) -> Int? { modulesOfFiles[file] }

  /// What the import in a line leads to.
  func imports(at site: CodeSite) -> [ImportEdge] { edgesBySite[site] ?? [] }

  func imports(of module: Int) -> ArraySlice<ImportEdge> { graph.edges(from: module) }

  /// The loaded module that a dotted name belongs to: its longest beginning that is one.
  func owner(of name: [String]) -> (module: Int, rest: [String])? {
    for count in name.indices.reversed() {
      if let number = numbers[name[...count].joined(separator: ".")] { return (number, Array(name[(count + 1)...])) }
    }
    return nil
  }
}

/// The neighbours of every module, packed into arrays, since they are followed for every statement of a program.
struct PackedEdges {
  /// For each module its edges' range in the next two.
  private let first: [Int]
  private let neighbours: [Int]
  /// The number of the statement that asks, or -1.
  private let statements: [Int]

  init(_ modules: Int, _ edges: [(from: Int, to: Int, statement: Int)]) {
    var counts = [Int](repeating: 0, count: modules + 1)
    for edge in edges { counts[edge.from + 1] += 1 }
    for index in 1..<counts.count { counts[index] += counts[index - 1] }
    first = counts
    var neighbours = [Int](repeating: 0, count: edges.count)
    var statements = neighbours
    for edge in edges {
      neighbours[counts[edge.from]] = edge.to
      statements[counts[edge.from]] = edge.statement
      counts[edge.from] += 1
    }
    self.neighbours = neighbours
    self.statements = statements
  }

  /// The modules that some lead to, with themselves, by the edges that are followed.
  ///
  /// - Complexity: O(modules + edges).
  @inline(__always)
  func reached(
    from start: some Sequence<Int>,
    following isFollowed: (_ neighbour: Int, _ statement: Int) -> Bool
  ) -> [Bool] {
    var isReached = [Bool](repeating: false, count: first.count - 1)
    var pending: [Int] = []
    for node in start where !isReached[node] {
      isReached[node] = true
      pending.append(node)
    }
    while let node = pending.popLast() {
      for edge in first[node]..<first[node + 1] {
        let neighbour = neighbours[edge]
        guard !isReached[neighbour], isFollowed(neighbour, statements[edge]) else { continue }
        isReached[neighbour] = true
        pending.append(neighbour)
      }
    }
    return isReached
  }
}
