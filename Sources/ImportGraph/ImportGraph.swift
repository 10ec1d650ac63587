public import PythonSyntax
public import Recording

/// Modules, the imports between them, what they cost, and what each run needed: the joined evidence.
public struct ImportGraph: Sendable {
  /// The index of the node that stands for whatever starts the program.
  public static let entry = 0

  /// The nodes; the first is the entry.
  public internal(set) var modules: [Module]
  /// The imports, each from a loaded module to one that it asked for, in the order of the modules that ask.
  public internal(set) var edges: [ImportEdge] {
    didSet { firstEdges = Self.firstEdges(edges, moduleCount: modules.count) }
  }
  /// The recorded runs.
  public internal(set) var runs: [RunUsage]
  /// The program's own files.
  public let project: Project
  /// The interpreter of the recording.
  public let interpreter: Interpreter

  /// The share of each library in the samples; empty if none were taken.
  public internal(set) var utilization: [Distribution: Utilization] = [:]

  /// The median over the runs of the time from the program's first line until it can answer, and of the imports that the
  /// answer waits for, in nanoseconds.
  public internal(set) var initializationTime: UInt64 = 0

  /// The median over the runs of the time that the answers took, in nanoseconds; 0 where it is not known.
  public internal(set) var answerTime: UInt64 = 0
  /// What is loaded before the program's first line.
  public internal(set) var startup = Startup()

  /// The modules whose loading was watched for effects, in any run.
  public internal(set) var observedModules: Set<String> = []
  /// What modules changed outside of themselves while they were loaded, in any run.
  public internal(set) var effects: [String: [ModuleEffect]] = [:]

  /// For each module the place of its first edge; one more for the end.
  private var firstEdges: [Int]

  /// Joins a recording with the program's files.
  public init(_ recording: Recording, _ project: Project) {
    self.init(modules: [.entry], edges: [], runs: [], project: project, interpreter: recording.interpreter)
    GraphBuilder.fill(&self, from: recording)
  }

  init(modules: [Module], edges: [ImportEdge], runs: [RunUsage], project: Project, interpreter: Interpreter) {
    self.modules = modules
    self.edges = edges.sorted { $0.source < $1.source }
    firstEdges = Self.firstEdges(edges, moduleCount: modules.count)
    self.runs = runs
    self.project = project
    self.interpreter = interpreter
  }

  /// The node of a module, if it was loaded.
  public func module(named name: String) -> Module? {
    modules.first { $0.name == name }
  }

  /// The imports of one module.
  public func edges(from module: Int) -> ArraySlice<ImportEdge> { edges[firstEdges[module]..<firstEdges[module + 1]] }

  private static func firstEdges(_ edges: [ImportEdge], moduleCount: Int) -> [Int] {
    var first = [Int](repeating: 0, count: moduleCount + 1)
    for edge in edges { first[edge.source + 1] += 1 }
    for module in 0..<moduleCount { first[module + 1] += first[module] }
    return first
  }

  /// All that is loaded from some nodes on when only some of the edges are followed.
  ///
  /// - Complexity: O(edges that begin in what is reached).
  public func closure(of start: some Sequence<Int>, following isFollowed: (ImportEdge) -> Bool) -> Set<Int> {
    var reached = Set(start)
    var pending = Array(reached)
    while let node = pending.popLast() {
      for edge in edges(from: node) where !reached.contains(edge.target) && isFollowed(edge) {
        reached.insert(edge.target)
        pending.append(edge.target)
      }
    }
    return reached
  }

  /// From the program to a module: the lines of the imports that first led to it.
  public func callPath(to module: Module) -> [CodeSite] {
    var path: [CodeSite] = []
    var current = module
    var seen: Set<Int> = []
    while current.index != Self.entry, seen.insert(current.index).inserted {
      // Code without a file is what started the program, not the program.
      if let site = current.firstSite, site != path.last, !site.file.hasPrefix("<") { path.append(site) }
      current = modules[current.firstImporter]
    }
    return path.reversed()
  }
}

/// A module that was loaded on the way to an answer.
public struct Module: Sendable, Hashable {
  /// Its number in the graph.
  public let index: Int
  /// The absolute name; empty for the entry.
  public let name: String
  /// The file that was executed.
  public let file: String?
  /// What it came with.
  public let distribution: Distribution
  /// Nanoseconds of its own, without what it imports; median over the runs.
  public var selfTime: UInt64
  /// Bytes of resident memory of its own; median over the runs.
  public var selfMemory: Int64
  /// The module and the statement that loaded it first.
  public var firstImporter: Int
  /// Where that statement is written.
  public var firstSite: CodeSite?
  /// Where its code came from; from source if that was so in any run.
  public var loader = ModuleLoad.Kind.other

  static let entry = Module(
    index: ImportGraph.entry,
    name: "",
    file: nil,
    distribution: Distribution(kind: .firstParty, name: "", version: ""),
    selfTime: 0,
    selfMemory: 0,
    firstImporter: ImportGraph.entry,
    firstSite: nil
  )
}

/// One reason for which a module is loaded: another one asks for it.
public struct ImportEdge: Sendable, Hashable {
  /// The importing and the imported module, by number.
  public let source: Int, target: Int
  /// Where the import is written.
  public let site: CodeSite?
  /// The name of the statement in a first-party file that asks; nil when it is no plain statement of the source's own.
  public let statement: StatementReference?

  /// An edge from its parts.
  public init(source: Int, target: Int, site: CodeSite?, statement: StatementReference?) {
    self.source = source
    self.target = target
    self.site = site
    self.statement = statement
  }
}

/// One imported name of one statement in one of the program's files.
public struct StatementReference: Sendable, Hashable, Comparable {
  /// The absolute path.
  public let file: String
  /// The statement and the name in it.
  public let reference: ImportReference

  /// Names an imported name of a file.
  public init(file: String, reference: ImportReference) {
    self.file = file
    self.reference = reference
  }

  /// By file, then in the order of the text.
  public static func < (left: StatementReference, right: StatementReference) -> Bool {
    (left.file, left.reference) < (right.file, right.reference)
  }
}
