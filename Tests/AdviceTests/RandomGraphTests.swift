import Foundation
import PythonSyntax
import Recording
import TestSupport
import Testing

@testable import Advice
@testable import ImportGraph

/// Plans for thousands of random graphs, compared with every other choice that could be made.
@Suite struct `A plan for a random graph` {
  private static let graphsPerSeed = 100

  @Test(arguments: 0..<10) func `of one event is as good as any`(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<Self.graphsPerSeed {
      let random = try RandomGraph(events: 1, &generator)
      let plan = random.planner.plan()
      #expect(plan.optimalityGap == 0)
      #expect(random.total(of: plan) == random.best())
    }
  }

  @Test(arguments: 0..<10) func `of several events is as good as it says`(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: 100 + seed)
    var optimal = 0
    for _ in 0..<Self.graphsPerSeed {
      let random = try RandomGraph(events: 3, &generator)
      let plan = random.planner.plan()
      let excess = random.total(of: plan) - random.best()
      #expect(excess >= -1 && excess <= plan.optimalityGap + RandomGraph.rounding)
      if excess < 1 { optimal += 1 }
    }
    #expect(optimal >= Self.graphsPerSeed * 99 / 100)
  }

  @Test(arguments: 0..<10) func `with few changes is as good as it says`(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: 200 + seed)
    var optimal = 0
    for round in 0..<Self.graphsPerSeed {
      let random = try RandomGraph(events: 2, &generator)
      var planner = random.planner
      planner.maximumChanges = round % 3
      let plan = planner.plan()
      #expect(plan.changes.count <= round % 3)
      let excess = random.total(of: plan) - random.best(atMost: round % 3)
      #expect(excess >= -1 && excess <= plan.optimalityGap + RandomGraph.rounding)
      if excess < 1 { optimal += 1 }
    }
    #expect(optimal >= Self.graphsPerSeed * 90 / 100)
  }
}

/// Modules that import later ones, by statements of one or several names or in ways that cannot be changed, and events that
/// use some of them.
private struct RandomGraph {
  /// Capacities are whole nanoseconds: so much may be lost on all of them together.
  static let rounding = 1_000.0

  let graph: ImportGraph
  private let model: LoadModel

  init(events: Int, _ generator: inout SeededGenerator) throws {
    let count = 8
    let modules = (0..<count).map { index in
      Module(
        index: index,
        name: index == 0 ? "" : "m\(index)",
        file: nil,
        distribution: Module.entry.distribution,
        selfTime: index == 0 ? 0 : UInt64.random(in: 0...8, using: &generator) * 1_000_000,
        selfMemory: 0,
        firstImporter: 0,
        firstSite: nil
      )
    }
    var edges: [ImportEdge] = []
    var statements: [StatementReference] = []
    for target in 1..<count {
      for _ in 0..<Int.random(in: 1...2, using: &generator) {
        let isHard = statements.count == 7 || Int.random(in: 0..<4, using: &generator) == 0
        let reference = ImportReference(statement: statements.count, name: 0)
        let statement = isHard ? nil : StatementReference(file: "m", reference: reference)
        if let statement { statements.append(statement) }
        edges.append(
          ImportEdge(
            source: Int.random(in: 0..<target, using: &generator),
            target: target,
            site: nil,
            statement: statement
          )
        )
      }
    }
    let shares = (0..<events).map { _ in Double.random(in: 0.1...1, using: &generator) }
    let runs = shares.map { share in
      RunUsage(
        event: "event",
        share: share / shares.reduce(0, +),
        used: Int.random(in: 0..<3, using: &generator) == 0 ? [Int.random(in: 1..<count, using: &generator)] : [],
        functions: [:],
        requested: Int.random(in: 0..<4, using: &generator) == 0
          ? [Int.random(in: 1..<count, using: &generator): nil] : [:],
        reached: Set(statements.filter { _ in Int.random(in: 0..<5, using: &generator) == 0 }),
        calledWhileLoading: []
      )
    }
    let interpreter = Interpreter(
      executable: "/base/bin/python",
      version: "3.11.2",
      prefix: "/base",
      basePrefix: "/base",
      searchPath: []
    )
    let nowhere = Recording(
      interpreter: interpreter,
      program: RecordedProgram(entry: .handler("m.f"), root: "/nowhere/at/all"),
      runs: []
    )
    graph = ImportGraph(
      modules: modules,
      edges: edges,
      runs: runs,
      project: Project(of: nowhere),
      interpreter: interpreter
    )
    model = LoadModel(graph)
  }

  var planner: Planner { Planner(graph) { _, _ in nil } }

  /// What a plan costs with its changes, by the definition and not by the planner's means.
  func total(of plan: Plan) -> Double { total(Set(plan.changes.map(\.statement))) }

  func best(atMost limit: Int = .max) -> Double {
    let statements = model.statements
    return (0..<(1 << statements.count)).filter { $0.nonzeroBitCount <= limit }.map { choice in
      total(Set(statements.indices.filter { choice >> $0 & 1 == 1 }.map { statements[$0] }))
    }.min() ?? 0
  }

  private func total(_ changed: Set<StatementReference>) -> Double {
    graph.runs.reduce(Double(changed.count) * 1_000_000) { sum, run in
      let loaded = graph.closure(of: [ImportGraph.entry] + run.roots) { edge in
        edge.statement.map { !changed.contains($0) || run.reached.contains($0) } ?? true
      }
      return sum + run.share * loaded.reduce(0) { $0 + Double(graph.modules[$1].selfTime) }
    }
  }
}
