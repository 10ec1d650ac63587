internal import ImportGraph
internal import PythonSyntax
internal import Recording
internal import SourceText

/// The imports of a program that a change writes anew, as far as they are executed while their modules load, and what they cost.
struct TouchedImports {
  /// A statement, with all of the names that it imports.
  struct Statement: Hashable, Comparable {
    /// The absolute path of its file.
    let file: String
    /// Its number in the file.
    let index: Int

    static func < (left: Statement, right: Statement) -> Bool {
      (left.file, left.index) < (right.file, right.index)
    }
  }

  /// What is loaded only because of some imports.
  struct Cost {
    /// The modules, by number.
    let modules: Set<Int>
    /// Nanoseconds and resident bytes of them.
    let time: UInt64, memory: Int64
    /// What they came with, the costliest first, without the program itself and Python's own library.
    let libraries: [Distribution]
    /// The events that need what the imports are of.
    let events: [String]
  }

  /// The statements, by file and line.
  let statements: [Statement]
  private let graph: ImportGraph

  /// Looks for them.
  ///
  /// - Parameters:
  ///   - graph: what was recorded.
  ///   - change: the change.
  ///   - repository: where the program lies in it.
  init(_ graph: ImportGraph, _ change: ReviewedChange, in repository: Repository) {
    self.graph = graph
    var found: [Statement] = []
    for path in graph.project.paths where graph.project.isOwn(path) {
      guard let file = change.files[repository.path(graph.project.relativePath(of: path))],
        let syntax = graph.project.files[path]
      else { continue }
      let lines = FeedLines(syntax.source.bytes)
      for statement in syntax.imports where statement.scope == 0 && !statement.isDeferred {
        if file.touches(lines.numbers(of: statement.range)) {
          found.append(Statement(file: path, index: statement.index))
        }
      }
    }
    statements = found.sorted()
  }

  /// What would not be loaded without some of the statements.
  ///
  /// - Complexity: O(modules + edges).
  func cost(of statements: Set<Statement>) -> Cost {
    let others = graph.closure(of: [ImportGraph.entry] + graph.runs.flatMap(\.requested.keys)) { edge in
      edge.statement.map { !statements.contains(Statement($0)) } ?? true
    }
    let all = graph.closure(of: [ImportGraph.entry]) { _ in true }
    let modules = all.subtracting(others)
    let parts = Dictionary(grouping: modules.map { graph.modules[$0] }, by: \.distribution)
      .filter { $0.key.kind != .firstParty && $0.key.kind != .standardLibrary }
      .mapValues { $0.reduce(0) { $0 + $1.selfTime } }
    let targets = Set(
      graph.edges.lazy.filter { $0.statement.map { statements.contains(Statement($0)) } ?? false }.map(\.target)
    )
    // Not what else came along: an event may use a part of that, and have got it otherwise.
    let events = graph.runs.filter { run in
      !run.used.isDisjoint(with: targets) || run.reached.contains { statements.contains(Statement($0)) }
    }
    return Cost(
      modules: modules,
      time: time(of: modules),
      memory: modules.reduce(0) { $0 + graph.modules[$1].selfMemory },
      libraries: parts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map(\.key),
      events: events.map(\.event)
    )
  }

  /// Nanoseconds of some modules.
  func time(of modules: Set<Int>) -> UInt64 { modules.reduce(0) { $0 + graph.modules[$1].selfTime } }
}

extension TouchedImports.Statement {
  /// The statement that imports a name.
  init(_ name: StatementReference) { self.init(file: name.file, index: name.reference.statement) }
}
