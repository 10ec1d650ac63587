import Advice
import Foundation
import ImportGraph
import PythonSyntax
import Recording
import TestSupport
import Testing

/// Plans for random small programs, compared with every other choice that could be made.
@Suite struct `A plan for a random program` {
  @Test(arguments: 0..<60) func `of one event is as good as any`(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let program = try RandomProgram(events: 1, &generator)
    var planner = program.planner
    planner.costOfChange = 2_000_000
    let plan = planner.plan()
    #expect(program.worth(of: Set(plan.changes.map(\.statement)), each: 2_000_000) == program.best(each: 2_000_000))
  }

  @Test(arguments: 0..<60) func `of several events gains all that can be gained where changes are free`(
    _ seed: UInt64
  ) throws {
    var generator = SeededGenerator(seed: 1_000 + seed)
    let program = try RandomProgram(events: 3, &generator)
    var planner = program.planner
    planner.costOfChange = 1
    let changed = Set(planner.plan().changes.map(\.statement))
    #expect(abs(program.worth(of: changed, each: 0) - program.best(each: 0)) < 1)
  }

  @Test(arguments: 0..<60) func `keeps no change that does not pay`(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: 2_000 + seed)
    let program = try RandomProgram(events: 3, &generator)
    let plan = program.planner.plan()
    #expect(plan.changes.allSatisfy { $0.marginalGain >= 1_000_000 })
    #expect(abs(plan.expectedGain - program.worth(of: Set(plan.changes.map(\.statement)), each: 0)) < 1)
  }
}

/// Modules `m0` to `m5` that import later ones, some of them with an eager use, and events that call some functions.
private struct RandomProgram {
  let graph: ImportGraph
  private let scratch: ScratchDirectory
  /// The statements that may be changed.
  private let deferrable: [StatementReference]

  init(events: Int, _ generator: inout SeededGenerator) throws {
    scratch = try ScratchDirectory()
    let root = scratch.url.resolvingSymlinksInPath().path + "/project"
    let count = 6
    var imports: [[Int]] = []
    var eager: Set<[Int]> = []
    for source in 0..<count {
      var targets: [Int] = []
      for target in source + 1..<max(count, source + 1) where Int.random(in: 0..<5, using: &generator) < 2 {
        targets.append(target)
        if Int.random(in: 0..<4, using: &generator) == 0 { eager.insert([source, target]) }
      }
      imports.append(targets)
      // The second function is defined below the first one, which has two lines.
      var text = targets.map { "import m\($0)\n" }.joined()
      for target in targets {
        text += eager.contains([source, target]) ? "m\(target).x\n\n" : "def f\(target)():\n    return m\(target).x\n"
      }
      try scratch.write(text, to: "project/m\(source).py")
    }
    let times = (0..<count).map { _ in UInt64.random(in: 0...8, using: &generator) }
    let runs = (0..<events).map { event in
      var process = SyntheticProcess()
      var numbers: [Int: Int] = [:]
      func enter(_ module: Int, _ site: CodeSite, _ parent: Int?) {
        process.execute("m\(module)", at: site, in: parent)
        guard numbers[module] == nil else { return }
        let file = "\(root)/m\(module).py"
        let load = process.load("m\(module)", file, at: site, in: parent, milliseconds: times[module])
        numbers[module] = load
        for (index, target) in imports[module].enumerated() {
          enter(target, CodeSite(file: file, line: index + 1), load)
        }
      }
      enter(0, CodeSite(file: "/driver.py", line: 1), nil)
      for source in numbers.keys.sorted() {
        for (index, target) in imports[source].enumerated()
        where !eager.contains([source, target]) && Int.random(in: 0..<6, using: &generator) == 0 {
          let line = imports[source].count + 2 * index + 1
          process.call("f\(target)", at: CodeSite(file: "\(root)/m\(source).py", line: line))
        }
      }
      return Run(event: "\(event)", weight: Double(event + 1), processes: [process.record])
    }
    let recording = Recording(
      interpreter: Interpreter(
        executable: "/base/bin/python",
        version: "3.11.2",
        prefix: "/base",
        basePrefix: "/base",
        searchPath: []
      ),
      program: RecordedProgram(entry: .handler("m0.handler"), root: root),
      runs: runs
    )
    let graph = ImportGraph(recording, Project(of: recording))
    self.graph = graph
    deferrable = Set(graph.edges.compactMap(\.statement)).sorted().filter { statement in
      graph.project.files[statement.file]?.uses(of: statement.reference).contains(where: \.runsOnImport) == false
    }
  }

  /// A planner that knows of the eager uses, which are the strategies' to refuse.
  var planner: Planner {
    Planner(graph) { statement, _ in
      deferrable.contains(statement) ? nil : Reason(.usedWhileLoading, "it is used at once")
    }
  }

  /// What a choice brings in nanoseconds per start, by the definition and not by the planner's means.
  func worth(of changed: Set<StatementReference>, each cost: Double) -> Double {
    let gain = graph.runs.reduce(0) { $0 + $1.share * (time($1, []) - time($1, changed)) }
    return gain - cost * Double(changed.count)
  }

  func best(each cost: Double) -> Double {
    (0..<(1 << deferrable.count)).map { choice in
      worth(of: Set(deferrable.indices.filter { choice >> $0 & 1 == 1 }.map { deferrable[$0] }), each: cost)
    }.max() ?? 0
  }

  private func time(_ run: RunUsage, _ changed: Set<StatementReference>) -> Double {
    var loaded = run.roots.union([ImportGraph.entry])
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for edge in graph.edges where loaded.contains(edge.source) && !loaded.contains(edge.target) {
        if let statement = edge.statement, changed.contains(statement), !run.reached.contains(statement) { continue }
        loaded.insert(edge.target)
        isGrowing = true
      }
    }
    return loaded.reduce(0) { $0 + Double(graph.modules[$1].selfTime) }
  }
}
