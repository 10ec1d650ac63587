import Foundation
import ImportGraph
import Recording
import TestSupport
import Testing

@Suite struct `The utilization of a library` {
  private let scratch: ScratchDirectory
  private let root: String

  init() throws {
    scratch = try ScratchDirectory()
    root = scratch.url.resolvingSymlinksInPath().path
    for name in ["one", "two"] {
      try scratch.write("\(name).py,,\n", to: "env/site-packages/\(name)-1.0.dist-info/RECORD")
    }
  }

  /// A sample tree by hand: each node is `caller:file`, the callers before; each weight is `node phase ms thread running-ms`.
  private func process(_ nodes: [(parent: Int?, file: String)], _ weights: [[Int]], starts: Int = 1) -> SyntheticProcess
  {
    var process = SyntheticProcess()
    process.load("app", "\(root)/project/app.py", at: nil)
    var tree = SampleTree(starts: starts)
    tree.nodes = nodes.map { node in
      let file =
        node.file.hasPrefix("<") ? node.file : node.file == "app" ? "\(root)/project/app.py" : library(node.file)
      return SampleTree.Node(parent: node.parent, site: CodeSite(file: file, line: 1), name: "f")
    }
    tree.weights = weights.map { weight in
      SampleTree.Weight(
        node: weight[0],
        phase: weight[1],
        thread: weight.count > 3 ? weight[3] : 0,
        count: 1,
        time: UInt64(weight[2]) * 1_000_000,
        runningTime: UInt64(weight.count > 4 ? weight[4] : weight[2]) * 1_000_000
      )
    }
    process.sample(tree)
    return process
  }

  private func library(_ name: String) -> String { "\(root)/env/site-packages/\(name).py" }

  private func utilization(
    _ runs: [(weight: Double, processes: [SyntheticProcess])],
    entry: RecordedProgram.Entry = .handler("app.handler")
  ) throws -> [String: Utilization] {
    try scratch.write("", to: "project/app.py")
    let recording = Recording(
      interpreter: Interpreter(
        executable: "/base/bin/python",
        version: "3.11.2",
        prefix: "\(root)/env",
        basePrefix: "/base",
        searchPath: []
      ),
      program: RecordedProgram(entry: entry, root: "\(root)/project"),
      runs: runs.map { Run(event: "e", weight: $0.weight, processes: $0.processes.map(\.record)) }
    )
    let graph = ImportGraph(recording, Project(of: recording))
    return Dictionary(graph.utilization.map { ($0.key.name, $0.value) }) { first, _ in first }
  }

  /// `app` → `one` → `two`.
  private static let chain: [(parent: Int?, file: String)] = [(nil, "app"), (0, "one"), (1, "two")]

  @Test func `counts a library for what it calls, and as innermost only for its own`() throws {
    let found = try utilization([(1, [process(Self.chain, [[0, 2, 20], [1, 2, 30], [2, 2, 50]])])])
    #expect(found["one"]?.invocation == 0.8)
    #expect(found["two"]?.invocation == 0.5)
    #expect(found["one"]?.ownInvocation == 0.3)
    #expect(found["two"]?.ownInvocation == 0.5)
    #expect(found["one"]?.invocationTime == 80_000_000)
    #expect(found["one"]?.initialization == 0)
  }

  @Test func `counts a library once however often it stands on the call path`() throws {
    let nodes = Self.chain + [(2, "one")]
    let found = try utilization([(1, [process(nodes, [[3, 2, 10]])])])
    #expect(found["one"]?.invocation == 1)
    #expect(found["one"]?.ownInvocation == 1)
    #expect(found["two"]?.invocation == 1)
    #expect(found["two"]?.ownInvocation == 0)
  }

  @Test func `leaves out the interpreter's start and the exit`() throws {
    let found = try utilization([
      (1, [process(Self.chain, [[1, 0, 90], [1, 1, 30], [0, 1, 10], [1, 2, 5], [1, 3, 70]])])
    ])
    #expect(found["one"]?.initialization == 0.75)
    #expect(found["one"]?.invocation == 1)
    #expect(found["one"]?.invocationTime == 5_000_000)
    #expect(found["two"] == nil)
  }

  @Test func `counts other threads for the time in which they do not wait`() throws {
    // A pool that waited for 90 of 100 ms beside 10 ms of the program itself.
    let found = try utilization([(1, [process(Self.chain, [[0, 2, 10], [1, 2, 100, 1, 10]])])])
    #expect(found["one"]?.invocation == 0.5)
    // The thread that began the process counts with all its time: an answer waits while it does.
    let waiting = try utilization([(1, [process(Self.chain, [[0, 2, 10], [1, 2, 100, 0, 10]])])])
    #expect(waiting["one"].map { abs($0.invocation - 100.0 / 110) < 1e-9 } == true)
  }

  @Test func `gives code without a file to its caller`() throws {
    let found = try utilization([(1, [process([(nil, "one"), (0, "<string>")], [[1, 2, 10]])])])
    #expect(found["one"]?.ownInvocation == 1)
  }

  @Test func `weighs events, divides by starts, and adds up processes`() throws {
    let rare = process(Self.chain, [[1, 2, 40]], starts: 2)
    let usual = process(Self.chain, [[0, 2, 20]], starts: 2)
    let found = try utilization([(1, [rare]), (3, [usual])])
    #expect(found["one"]?.invocation == 0.4)
    // 20 ms in one start of a quarter of the events.
    #expect(found["one"]?.invocationTime == 5_000_000)
    let child = process(Self.chain, [[0, 2, 40]])
    #expect(try utilization([(1, [process(Self.chain, [[1, 2, 40]]), child])])["one"]?.invocation == 0.5)
  }

  @Test func `takes for the answer of a command what is done outside of imports`() throws {
    let nodes: [(parent: Int?, file: String)] = [
      (nil, "app"), (0, "<frozen importlib._bootstrap>"), (1, "one"), (0, "two"),
    ]
    let samples = process(nodes, [[2, 1, 60], [3, 1, 20]])
    let found = try utilization([(1, [samples])], entry: .command(["python", "app.py"]))
    #expect(found["one"]?.initialization == 1)
    #expect(found["one"]?.invocation == 0)
    #expect(found["two"]?.invocation == 1)
    let handler = try utilization([(1, [samples])])
    #expect(handler["one"]?.initialization == 0.75)
    #expect(handler["two"]?.initialization == 0.25)
  }

  @Test func `is not known without samples`() throws {
    #expect(try utilization([(1, [process([], [])])]).isEmpty)
  }
}
