import Foundation
import PythonSyntax
import Recording
import TestSupport
import Testing

@testable import Advice
@testable import ImportGraph

/// Which changes of a plan are told to pay only together.
@Suite struct `Changes that pay only together` {
  @Test func `are one group, and the others each their own`() {
    // Two ways lead to the library, and one to each of the other two.
    let plan = Ways([[1, 1], [2], [3]]).planner.plan()
    #expect(plan.changes.map(\.group) == [0, 0, 1, 2])
    #expect(plan.groups.map(\.gain) == [10_000_000, 10_000_000, 10_000_000])
    #expect(plan.expectedGain == 30_000_000)
  }

  @Test func `are found in a plan of any length`() {
    let libraries = (1...80).map { $0 % 2 == 0 ? [$0] : [$0, $0, $0] }
    let plan = Ways(libraries).planner.plan()
    #expect(plan.changes.count == 160 && plan.groups.count == 80)
    let sizes = Dictionary(grouping: plan.changes, by: \.group).mapValues(\.count)
    let expected: [Int?] = libraries.map(\.count)
    #expect((0..<80).map { sizes[$0] } == expected)
    #expect(plan.groups.allSatisfy { $0.gain == 10_000_000 })
  }
}

/// A program that imports libraries of 10 ms each, by some statements, and needs none of them.
private struct Ways {
  let graph: ImportGraph
  private(set) var statements: [StatementReference] = []

  /// - Parameter libraries: the libraries, each as often as statements import it.
  init(_ libraries: [[Int]]) {
    var edges: [ImportEdge] = []
    for target in libraries.joined() {
      let statement = Self.statement(statements.count)
      statements.append(statement)
      edges.append(ImportEdge(source: ImportGraph.entry, target: target, site: nil, statement: statement))
    }
    graph = Self.graph((0...libraries.count).map { $0 == 0 ? 0 : 10_000_000 }, edges, [Self.run("event", 1)])
  }

  var planner: Planner { Planner(graph) { _, _ in nil } }

  private static func statement(_ index: Int) -> StatementReference {
    StatementReference(file: "m", reference: ImportReference(statement: index, name: 0))
  }

  private static func run(_ event: String, _ share: Double, used: Set<Int> = []) -> RunUsage {
    RunUsage(
      event: event,
      share: share,
      used: used,
      functions: [:],
      requested: [:],
      reached: [],
      calledWhileLoading: []
    )
  }

  private static func graph(_ times: [UInt64], _ edges: [ImportEdge], _ runs: [RunUsage]) -> ImportGraph {
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
    let modules = times.enumerated().map { index, time in
      Module(
        index: index,
        name: index == 0 ? "" : "m\(index)",
        file: nil,
        distribution: Module.entry.distribution,
        selfTime: time,
        selfMemory: 0,
        firstImporter: 0,
        firstSite: nil
      )
    }
    return ImportGraph(
      modules: modules,
      edges: edges,
      runs: runs,
      project: Project(of: nowhere),
      interpreter: interpreter
    )
  }
}
