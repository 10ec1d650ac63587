import Launching
import Testing
import Verification

@Suite(.serialized)
struct `A proof by cold starts` {
  @Test func `finds that a program without an import starts faster and prints the same`() throws {
    let project = try Project(["app.py": "import asyncio\nprint(__file__)\n"])
    let pair = try ShadowPair.make(
      of: project.root,
      replacing: ["app.py": Array("print(__file__)\n".utf8)],
      in: project.shadows
    )
    defer { pair.remove() }
    let result = try trial(pair)
    #expect(result.decision == .faster)
    #expect(result.comparison.ratio < 0.9)
    let run = try #require(result.pairs.first)
    let (before, after) = (
      OutputOracle.Run(run.before, in: pair.before.folder), OutputOracle.Run(run.after, in: pair.after.folder)
    )
    #expect(OutputOracle().firstDifference(expected: before, actual: after) == nil)
    #expect(before.outcome.standardOutput != after.outcome.standardOutput)
  }

  @Test func `does not find a program faster than itself`() throws {
    let project = try Project(["app.py": "import json\n"])
    let pair = try ShadowPair.make(of: project.root, replacing: [:], in: project.shadows)
    defer { pair.remove() }
    let result = try trial(pair)
    #expect(abs(result.comparison.ratio - 1) < 0.3)
  }

  private func trial(_ pair: ShadowPair) throws -> TrialResult<Outcome> {
    var trial = PairedTrial()
    trial.rule.maximumPairs = 10
    let result = try trial.run(
      before: { try start(in: pair.before) },
      after: { try start(in: pair.after) },
      // Not wall time: the other tests run at the same time.
      figure: { $0.cpuTime / .seconds(1) }
    )
    return try #require(result)
  }

  private func start(in copy: ShadowCopy) throws -> Outcome {
    let program = Program(executable: "python3", arguments: ["\(copy.root)/app.py"], workingDirectory: copy.root)
    return try ColdStart().run(program, timeout: .seconds(30))
  }
}
