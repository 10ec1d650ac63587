import Foundation
import ImportGraph
import PythonSyntax
import Recording
import TestSupport
import Testing

@Suite struct `An import graph` {
  private let scratch: ScratchDirectory
  private let root: String

  init() throws {
    scratch = try ScratchDirectory()
    root = scratch.url.resolvingSymlinksInPath().path + "/project"
  }

  private func graph(_ files: [String: String], prefix: String = "/base", _ processes: [SyntheticProcess]) throws
    -> ImportGraph
  {
    for (name, text) in files { try scratch.write(text, to: "project/\(name)") }
    let recording = Recording(
      interpreter: Interpreter(
        executable: "\(prefix)/bin/python",
        version: "3.11.2",
        prefix: prefix,
        basePrefix: prefix,
        searchPath: []
      ),
      program: RecordedProgram(entry: .handler("app.handler"), root: root),
      runs: [Run(event: "e", processes: processes.map(\.record))]
    )
    return ImportGraph(recording, Project(of: recording))
  }

  private func site(_ file: String, _ line: Int) -> CodeSite { CodeSite(file: "\(root)/\(file)", line: line) }
  private let driver = CodeSite(file: "/driver.py", line: 1)

  private func described(_ graph: ImportGraph) -> [String] {
    graph.edges.map { edge in
      let kind = edge.statement == nil ? "hard" : "stated"
      return "\(graph.modules[edge.source].name) → \(graph.modules[edge.target].name) \(kind)"
    }
  }

  @Test func `knows the program's files where the interpreter's prefix lies around them`() throws {
    // Debian's own Python has the prefix /usr, and /usr/src/app is a customary place for a container's program.
    var process = SyntheticProcess()
    process.load("app", "\(root)/app.py", at: driver)
    let graph = try graph(["app.py": ""], prefix: scratch.url.resolvingSymlinksInPath().path, [process])
    #expect(graph.project.paths == ["\(root)/app.py"])
    #expect(graph.module(named: "app")?.distribution.kind == .firstParty)
  }

  @Test func `tells the packages in a bundle from the program around them`() throws {
    var process = SyntheticProcess()
    process.load("app", "\(root)/app.py", at: driver)
    process.load("lib", "\(root)/lib/__init__.py", at: site("app.py", 1), in: 0)
    let files = [
      "app.py": "import lib\n", "lib/__init__.py": "", "lib-2.0.dist-info/METADATA": "Name: Lib\n",
      "lib-2.0.dist-info/RECORD": "lib/__init__.py,,\n../bin/lib,,\n",
    ]
    let graph = try graph(files, [process])
    #expect(graph.project.paths == ["\(root)/app.py"])
    #expect(graph.module(named: "lib")?.distribution.description == "Lib 2.0")
  }

  @Test func `charges what a failed import has loaded to whoever asked for it`() throws {
    var process = SyntheticProcess()
    process.load("app", "\(root)/app.py", at: driver)
    process.load("fast", nil, at: site("app.py", 2), in: 0, milliseconds: 5, succeeded: false)
    process.load("needed", "/base/lib/needed.py", at: CodeSite(file: "/base/lib/fast.py", line: 1), in: 1)
    process.execute("app", at: driver)
    process.execute("fast", at: site("app.py", 2), in: 0)
    process.execute("needed", at: CodeSite(file: "/base/lib/fast.py", line: 1), in: 1)
    let graph = try graph(["app.py": "try:\n  import fast\nexcept ImportError:\n  fast = None\n"], [process])
    #expect(described(graph) == [" → app hard", "app → needed hard"])
    #expect(graph.module(named: "app")?.selfTime == 6_000_000)
  }

  @Test func `keeps an import that a function executes beside the statement for the same module`() throws {
    let files = ["app.py": "import heavy\nimport helper\nhelper.go()\n", "helper.py": "def go():\n  import heavy\n"]
    var process = SyntheticProcess()
    process.load("app", "\(root)/app.py", at: driver)
    process.load("heavy", "/base/lib/heavy.py", at: site("app.py", 1), in: 0)
    process.load("helper", "\(root)/helper.py", at: site("app.py", 2), in: 0)
    process.execute("app", at: driver)
    process.execute("heavy", at: site("app.py", 1), in: 0)
    process.execute("helper", at: site("app.py", 2), in: 0)
    process.execute("heavy", at: site("helper.py", 2), in: 0)
    let graph = try graph(files, [process])
    #expect(
      described(graph) == [" → app hard", "app → heavy hard", "app → heavy stated", "app → helper stated"]
    )
  }

  @Test func `charges what a lazy package loads to the statement that makes it`() throws {
    let files = [
      "app.py": "from lib import slow\n", "lib/slow.py": "",
      "lib/__init__.py": "def __getattr__(name):\n  import lib.slow\n  return lib.slow\n",
    ]
    var process = SyntheticProcess()
    process.load("app", "\(root)/app.py", at: driver)
    process.load("lib", "\(root)/lib/__init__.py", at: site("app.py", 1), in: 0)
    process.load("lib.slow", "\(root)/lib/slow.py", at: site("lib/__init__.py", 2), in: 0)
    process.execute("app", at: driver)
    process.execute("lib", ["slow"], at: site("app.py", 1), in: 0)
    process.execute("lib.slow", at: site("lib/__init__.py", 2), in: 0)
    let graph = try graph(files, [process])
    #expect(
      described(graph) == [" → app hard", "app → lib stated", "app → lib.slow stated", "lib.slow → lib hard"]
    )
  }

  @Test func `counts what a forked child uses of its parent's modules`() throws {
    var process = SyntheticProcess()
    process.load("app", "\(root)/app.py", at: driver)
    process.load("heavy", "/base/lib/heavy.py", at: site("app.py", 1), in: 0)
    process.load("other", "/base/lib/other.py", at: site("app.py", 2), in: 0)
    var child = SyntheticProcess(identifier: 2, parent: 1)
    child.load("other", "/base/lib/other.py", at: nil)
    child.call("work", at: CodeSite(file: "/base/lib/heavy.py", line: 3))
    child.call("work", at: CodeSite(file: "/base/lib/other.py", line: 3))
    let graph = try graph(["app.py": "import heavy\nimport other\n"], [process, child])
    let used = graph.runs.flatMap { run in graph.modules.filter { run.used.contains($0.index) }.map(\.name) }
    // The child loaded `other` itself: its parent need not have it.
    #expect(used == ["heavy"])
  }
}
