internal import ImportGraph
internal import PythonSyntax

/// What is loaded later, or not at all, if one imported name is deferred, perhaps together with others.
struct DeferredModules {
  /// By number: those that no import which must stay leads to.
  let later: Set<Int>
  private let paths: ImportPaths
  private let staying: Set<StatementReference>

  init(behind statement: StatementReference, staying: Set<StatementReference>, _ paths: ImportPaths) {
    self.paths = paths
    self.staying = staying
    let kept = paths.reached(from: [ImportGraph.entry]) { edge in
      edge.statement.map { $0 != statement && staying.contains($0) } ?? true
    }
    later = paths.reached(from: Array(paths.targets(of: statement))) { _ in true }.subtracting(kept)
  }

  /// Whether somebody can have a module without having one that comes later: no import of what leads to it surely leads to
  /// the other one as well.
  func isSeen(_ module: Int, without other: Int) -> Bool {
    guard later.contains(module) else { return true }
    if paths.isNamedInFunction(module, outside: other) { return true }
    let bringers = paths.leading(to: other) { edge in edge.statement.map(staying.contains) ?? true }
    guard !bringers.contains(module) else { return false }
    return paths.reached(from: [ImportGraph.entry]) { !bringers.contains($0.target) }.contains(module)
  }
}

/// The edges of the graph, ready to be followed in both directions.
struct ImportPaths {
  let graph: ImportGraph
  let numbers: [String: Int]
  private let forward: [[ImportEdge]]
  private let backward: [[ImportEdge]]
  private let targets: [StatementReference: Set<Int>]
  /// By module, the files with a function that imports it.
  private var functionImports: [Int: Set<String>] = [:]

  init(_ graph: ImportGraph, _ names: ModuleNames) {
    self.graph = graph
    numbers = Dictionary(graph.modules.dropFirst().map { ($0.name, $0.index) }, uniquingKeysWith: { first, _ in first })
    var forward = [[ImportEdge]](repeating: [], count: graph.modules.count)
    var backward = forward
    var targets: [StatementReference: Set<Int>] = [:]
    for edge in graph.edges {
      forward[edge.source].append(edge)
      backward[edge.target].append(edge)
      if let statement = edge.statement { targets[statement, default: []].insert(edge.target) }
    }
    self.forward = forward
    self.backward = backward
    self.targets = targets
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

  func imports(of module: Int) -> [ImportEdge] { forward[module] }

  /// The loaded module that a dotted name belongs to: its longest beginning that is one.
  func owner(of name: [String]) -> (module: Int, rest: [String])? {
    for count in name.indices.reversed() {
      if let number = numbers[name[...count].joined(separator: ".")] { return (number, Array(name[(count + 1)...])) }
    }
    return nil
  }

  /// - Complexity: O(modules + edges), as the next.
  func reached(from start: [Int], _ isFollowed: (ImportEdge) -> Bool) -> Set<Int> {
    var seen: Set<Int> = []
    var pending = start
    while let node = pending.popLast() {
      guard seen.insert(node).inserted else { continue }
      for edge in forward[node] where isFollowed(edge) { pending.append(edge.target) }
    }
    return seen
  }

  func leading(to end: Int, _ isFollowed: (ImportEdge) -> Bool) -> Set<Int> {
    var seen: Set<Int> = []
    var pending = [end]
    while let node = pending.popLast() {
      guard seen.insert(node).inserted else { continue }
      for edge in backward[node] where isFollowed(edge) { pending.append(edge.source) }
    }
    return seen
  }
}
