internal import PythonSyntax

/// Names that a module takes from another one, which has imported them itself: whoever takes one needs what is behind it.
///
/// While the other module imports the name at once these edges change nothing; once it waits to be asked, they tell who asks.
struct ReexportedNames {
  /// A module and one that it leads to.
  struct Pair: Hashable {
    let source: Int, target: Int
  }

  private struct Ends: Hashable {
    let source: Int, target: Int
    let statement: StatementReference?
  }

  /// An edge that takes what another statement has imported.
  private struct Taker {
    let edge: ImportEdge
    /// Whether the name is needed at once, so that the taking statement cannot wait.
    let isHard: Bool
  }

  private let modules: [Module]
  private let project: Project
  private let taken: [Pair: Set<String>]
  private var known: Set<Ends> = []
  /// The modules that each statement leads to, and who takes from it.
  private var targets: [StatementReference: [Int]] = [:]
  private var takers: [StatementReference: [Taker]] = [:]
  private var importers: [String: [String: [ImportReference]]] = [:]
  private var pending: [ImportEdge] = []
  private var added: [ImportEdge] = []

  /// The edges to add to those there are, also through several modules that pass a name on.
  ///
  /// Of several edges between the same ends the first one's place is shown.
  ///
  /// - Parameters:
  ///   - edges: the edges there are.
  ///   - modules: the nodes.
  ///   - project: the files whose statements tell what is taken.
  ///   - taken: what was taken by others, such as the script of a command: they can be changed by nobody and need it at once.
  /// - Returns: the new edges.
  /// - Complexity: O(edges, old and new).
  static func edges(
    beside edges: [ImportEdge],
    _ modules: [Module],
    _ project: Project,
    taken: [Pair: Set<String>]
  ) -> [ImportEdge] {
    var names = ReexportedNames(modules: modules, project: project, taken: taken)
    for edge in edges { names.note(edge) }
    names.pending = edges
    var next = 0
    while next < names.pending.count {
      names.follow(names.pending[next])
      next += 1
    }
    return names.added
  }

  private init(modules: [Module], project: Project, taken: [Pair: Set<String>]) {
    self.modules = modules
    self.project = project
    self.taken = taken
  }

  /// Whether an edge has new ends.
  @discardableResult
  private mutating func note(_ edge: ImportEdge) -> Bool {
    guard known.insert(Ends(source: edge.source, target: edge.target, statement: edge.statement)).inserted else {
      return false
    }
    if let statement = edge.statement { targets[statement, default: []].append(edge.target) }
    return true
  }

  /// Follows what an edge takes, and lets those follow that take what it has got.
  private mutating func follow(_ edge: ImportEdge) {
    if let statement = edge.statement {
      for taker in takers[statement] ?? [] { add(edge.target, for: taker) }
    }
    guard edge.target != ImportGraph.entry, let file = modules[edge.target].file, let other = project.files[file] else {
      return
    }
    let names = names(takenBy: edge, modules[edge.target].name)
    guard !names.isEmpty else { return }
    if importers[file] == nil { importers[file] = other.importsByName }
    for (name, isHard) in names {
      for reference in importers[file]?[name] ?? [] {
        let statement = StatementReference(file: file, reference: reference)
        let taker = Taker(edge: edge, isHard: isHard)
        takers[statement, default: []].append(taker)
        for target in targets[statement] ?? [] { add(target, for: taker) }
      }
    }
  }

  private mutating func add(_ target: Int, for taker: Taker) {
    let edge = taker.edge
    guard target != edge.source, target != edge.target else { return }
    let statement = taker.isHard ? nil : edge.statement
    let new = ImportEdge(source: edge.source, target: target, site: edge.site, statement: statement)
    guard note(new) else { return }
    added.append(new)
    pending.append(new)
  }

  /// The names that a statement takes from the module it leads to: at once with `from`, or by reading an attribute.
  private func names(takenBy edge: ImportEdge, _ module: String) -> [(name: String, isHard: Bool)] {
    guard let statement = edge.statement, let syntax = project.files[statement.file] else {
      return (taken[Pair(source: edge.source, target: edge.target)] ?? []).sorted().map { ($0, true) }
    }
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
