import ImportGraph
import PythonSyntax
import Recording
import TestSupport
import Testing

@Suite struct `The loads of a start` {
  private static let root = "/project"

  private static func recording(_ processes: [(event: String, weight: Double, process: SyntheticProcess)]) -> Recording
  {
    Recording(
      interpreter: Interpreter(
        executable: "/base/bin/python",
        version: "3.11.2",
        prefix: "/base",
        basePrefix: "/base",
        searchPath: []
      ),
      program: RecordedProgram(entry: .handler("app.handler"), root: root),
      runs: processes.map { Run(event: $0.event, weight: $0.weight, processes: [$0.process.record]) }
    )
  }

  private static func starts(_ processes: [(event: String, weight: Double, process: SyntheticProcess)]) -> [StartLoads]
  {
    let recording = recording(processes)
    let project = Project(root: root, paths: [], edition: .upTo313, cache: nil)
    return StartLoads.all(of: recording, in: project)
  }

  private static func line(_ line: Int) -> CodeSite { CodeSite(file: "\(root)/app.py", line: line) }

  private static func process(interpreter: UInt64 = 20) -> SyntheticProcess {
    var process = SyntheticProcess()
    process.setPhases(milliseconds: [interpreter, 300, 50, 5])
    let app = process.load("app", "\(root)/app.py", at: nil, milliseconds: 3)
    let lib = process.load("lib", "/env/site-packages/lib/__init__.py", at: line(1), in: app, milliseconds: 40)
    process.load("missing", nil, at: line(1), in: lib, milliseconds: 2, succeeded: false)
    process.load("lib.part", "/env/site-packages/lib/part.py", at: nil, in: lib, milliseconds: 7)
    process.load("lib.part", "/env/site-packages/lib/part.py", at: nil, in: lib, milliseconds: 1)
    process.load("late", "/env/site-packages/late.py", at: line(9), milliseconds: 90, phase: 2)
    process.load("gone", "/env/site-packages/gone.py", at: nil, milliseconds: 9, phase: 3)
    return process
  }

  @Test func `are told apart by when they happen`() {
    let start = Self.starts([("a", 1, Self.process())])[0]
    #expect(start.modules.map(\.name) == ["app", "lib", "lib.part", "late"])
    #expect(start.modules.map(\.moment) == [.start, .start, .start, .answer])
    #expect(start.initialModules.map(\.name) == ["app", "lib", "lib.part"])
    #expect(start.initializationTime == 300_000_000)
  }

  @Test func `take what failed imports and second loads of the same module take`() {
    let start = Self.starts([("a", 1, Self.process())])[0]
    #expect(start.modules.map(\.selfTime) == [3_000_000, 42_000_000, 8_000_000, 90_000_000])
    #expect(start.modules.map(\.importer) == [nil, 0, 1, nil])
  }

  @Test func `count in the least bare start of the interpreter, without what the environment adds`() {
    var slow = Self.process(interpreter: 35)
    slow.load(
      "hook",
      "/env/site-packages/hook.py",
      at: CodeSite(file: "<string>", line: 1),
      milliseconds: 25,
      phase: 0
    )
    let starts = Self.starts([("a", 1, Self.process(interpreter: 20)), ("b", 3, slow)])
    #expect(starts.map(\.interpreterTime) == [10_000_000, 10_000_000])
    #expect(starts.map(\.environmentTime) == [0, 25_000_000])
    #expect(starts.map(\.share) == [0.25, 0.75])
    #expect(starts[1].modules.first { $0.name == "hook" }?.moment == .beforeProgram)
    #expect(!starts[1].initialModules.contains { $0.name == "hook" })
  }

  @Test func `are charged to the statement for which a package brings its part`() {
    var process = Self.process()
    let own = process.load("shop", "\(Self.root)/shop.py", at: Self.line(4), in: 0)
    let package = CodeSite(file: "/env/site-packages/lib/__init__.py", line: 30)
    let statement = CodeSite(file: "\(Self.root)/shop.py", line: 2)
    process.execute("lib.deep", at: package, in: own)
    process.execute("lib", ["deep"], at: statement, in: own)
    process.load("lib.deep", "/env/site-packages/lib/deep.py", at: package, in: own)
    // And in a function that an answer calls.
    let function = CodeSite(file: "\(Self.root)/shop.py", line: 9)
    process.execute("lib.later", at: package, phase: 2)
    process.execute("lib", ["later"], at: function, phase: 2)
    process.load("lib.later", "/env/site-packages/lib/later.py", at: package, phase: 2)
    let modules = Self.starts([("a", 1, process)])[0].modules
    #expect(modules.first { $0.name == "lib.deep" }?.site == statement)
    #expect(modules.first { $0.name == "lib.later" }?.site == function)
    #expect(modules.first { $0.name == "lib.later" }?.moment == .answer)
  }
}
