import Recording
import Reporting
import TestSupport
import Testing

@Suite struct `What was recorded` {
  private static func text(_ trees: [SampleTree]) -> String {
    let processes = trees.map { tree in
      var process = SyntheticProcess().record
      process.samples = tree
      return process
    }
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
