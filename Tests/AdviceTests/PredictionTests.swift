import Advice
import Foundation
import ImportGraph
import Recording
import TestSupport
import Testing
import Workflow

@Suite struct `A prediction` {
  /// A command of which `heavy` is 600 of 800 ms of loads; it takes 50 ms until it begins, works 50 ms, exits in 160 ms.
  private func recording(_ entry: RecordedProgram.Entry, in scratch: ScratchDirectory) throws -> Recording {
    let root = scratch.url.resolvingSymlinksInPath().path
    try scratch.write(
      "import heavy\nimport light\ndef main():\n    light.go()\ndef other():\n    heavy.go()\n",
      to: "app.py"
    )
    var process = SyntheticProcess()
    process.setPhases(milliseconds: [50, 800, 50, 160])
    let app = process.load("app", "\(root)/app.py", at: nil, milliseconds: 100, kind: .cachedBytecode)
    for (line, name, time) in [(1, "heavy", UInt64(600)), (2, "light", 100)] {
      let site = CodeSite(file: "\(root)/app.py", line: line)
      process.load(name, "/base/\(name).py", at: site, in: app, milliseconds: time, kind: .cachedBytecode)
      process.execute(name, at: site, in: app)
    }
    process.call("main", at: CodeSite(file: "\(root)/app.py", line: 3))
    process.call("go", at: CodeSite(file: "/base/light.py", line: 1))
    return Recording(
      interpreter: Interpreter(
        executable: "/base/bin/python",
        version: "3.11.2",
        prefix: "/base",
        basePrefix: "/base",
        searchPath: []
      ),
      program: RecordedProgram(entry: entry, root: root, initializationEnd: "app:main"),
      runs: [Run(event: "e", processes: [process.record])]
    )
  }

  private func prediction(_ entry: RecordedProgram.Entry) throws -> StartPrediction {
    let scratch = try ScratchDirectory()
    let plan = Advise(try recording(entry, in: scratch)).plan
    #expect(plan.changes.count == 1)
    return try #require(plan.predictions.first)
  }

  @Test func `counts the interpreter, the imports and the answer of a handler`() throws {
    let prediction = try prediction(.handler("app.main"))
    #expect(prediction.recorded == 900_000_000)
    #expect(prediction.expected == 300_000_000)
  }

  @Test func `takes from a command's exit its part for what is not loaded`() throws {
    let prediction = try prediction(.command(["python", "app.py"]))
    #expect(prediction.recorded == 1_060_000_000)
    // Of 160 ms of exit 120 ms are for the 600 of 800 ms that go.
    #expect(prediction.expected == 340_000_000)
    #expect(abs(prediction.remaining - 340.0 / 1060) < 1e-9)
  }
}
