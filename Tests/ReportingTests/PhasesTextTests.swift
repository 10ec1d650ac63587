import Recording
import Reporting
import TestSupport
import Testing

@Suite struct `What was recorded` {
  private static func text(_ trees: [SampleTree]) -> String {
    text(
      trees.map { tree in
        var process = SyntheticProcess().record
        process.samples = tree
        return process
      }
    )
  }

  private static func text(_ processes: [ProcessRecord]) -> String {
    let interpreter = Interpreter(
      executable: "/usr/bin/python3",
      version: "3.12.1",
      prefix: "/usr",
      basePrefix: "/usr",
      searchPath: []
    )
    let program = RecordedProgram(entry: .handler("app.handler"), root: "/srv")
    return PhasesText(
      Recording(interpreter: interpreter, program: program, runs: [Run(event: "order.json", processes: processes)])
    ).text
  }

  /// A process without any loads.
  private static func process(_ identifier: Int32, of parent: Int32, from began: UInt64, to ended: UInt64)
    -> ProcessRecord
  {
    let phase = Phase(kind: .initialization, name: "", began: began * 1_000_000, ended: ended * 1_000_000)
    return ProcessRecord(
      identifier: identifier,
      parent: parent,
      isCut: false,
      phases: [phase],
      loads: [],
      imports: [],
      calls: []
    )
  }

  @Test func `shows processes below those that started them`() {
    let family = [
      Self.process(7, of: 1, from: 100, to: 900), Self.process(8, of: 7, from: 200, to: 800),
      Self.process(9, of: 8, from: 300, to: 350), Self.process(10, of: 7, from: 500, to: 520),
    ]
    #expect(
      Self.text(family) == """
          order.json: init 800 ms; 3 more processes
            process 8: after 100 ms, for 600 ms, 0 module loads
              process 9: after 200 ms, for 50 ms, 0 module loads
            process 10: after 400 ms, for 20 ms, 0 module loads

        """
    )
    let crowd = [Self.process(7, of: 1, from: 0, to: 9)] + (20..<40).map { Self.process($0, of: 7, from: 1, to: 2) }
    #expect(Self.text(crowd).hasSuffix("    and 8 more\n"))
  }

  private static func tree(kept: Int, discarded: Int) -> SampleTree {
    var tree = SampleTree(starts: 1, discarded: discarded)
    tree.nodes = [SampleTree.Node(parent: nil, site: CodeSite(file: "/srv/app.py", line: 1), name: "<module>")]
    tree.weights = [SampleTree.Weight(node: 0, phase: 0, thread: 0, count: kept, time: 1, runningTime: 1)]
    return tree
  }

  @Test func `says which processes could not be sampled, and why`() {
    let refused = SampleTree(problem: "the kernel forbids it")
    #expect(
      Self.text([refused, refused, SampleTree(problem: "the interpreter does not export _PyRuntime")]).hasSuffix(
        """
        A process has no samples because the interpreter does not export _PyRuntime.
        2 processes have no samples because the kernel forbids it.

        """
      )
    )
  }

  @Test func `says when many samples were discarded`() {
    #expect(!Self.text([Self.tree(kept: 990, discarded: 10)]).contains("discarded"))
    #expect(Self.text([Self.tree(kept: 90, discarded: 10)]).contains("10 of 100 samples were discarded"))
  }
}
