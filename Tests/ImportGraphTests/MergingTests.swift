import Foundation
import ImportGraph
import Recording
import TestSupport
import Testing

@Suite struct `The runs of a recording` {
  private let scratch: ScratchDirectory
  private let root: String

  init() throws {
    scratch = try ScratchDirectory()
    root = scratch.url.resolvingSymlinksInPath().path
    try scratch.write("import heavy\nimport other\ndef handler(e, c):\n    return heavy.go()\n", to: "app.py")
  }

  private func process(heavy: UInt64?, other: UInt64? = nil, identifier: Int32 = 1) -> SyntheticProcess {
    var process = SyntheticProcess(identifier: identifier, parent: identifier - 1)
    let app = process.load("app", "\(root)/app.py", at: nil)
    process.execute("app", at: nil)
    for (line, name, time) in [(1, "heavy", heavy), (2, "other", other)] {
      guard let time else { continue }
      let site = CodeSite(file: "\(root)/app.py", line: line)
      process.load(name, "/base/\(name).py", at: site, in: app, milliseconds: time)
      process.execute(name, at: site, in: app)
    }
    return process
  }

  private func graph(_ runs: [Run]) -> ImportGraph {
    let recording = Recording(
      interpreter: Interpreter(
        executable: "/base/bin/python",
        version: "3.11.2",
        prefix: "/base",
        basePrefix: "/base",
        searchPath: []
      ),
      program: RecordedProgram(entry: .handler("app.handler"), root: root),
      runs: runs
    )
    return ImportGraph(recording, Project(of: recording))
  }

  @Test func `give a module the median of its times, the lower of two middle ones`() {
    let odd = graph([30, 10, 20].map { Run(event: "e", processes: [process(heavy: $0).record]) })
    #expect(odd.module(named: "heavy")?.selfTime == 20_000_000)
    let even = graph([40, 10, 20, 30].map { Run(event: "e", processes: [process(heavy: $0).record]) })
    #expect(even.module(named: "heavy")?.selfTime == 20_000_000)
    // A run without the module does not count as one in which it took no time.
    let some = graph([
      Run(event: "a", processes: [process(heavy: 30).record]), Run(event: "b", processes: [process(heavy: nil).record]),
    ])
    #expect(some.module(named: "heavy")?.selfTime == 30_000_000)
  }

  @Test func `give a part that its package has loaded meanwhile all of its time`() {
    var process = SyntheticProcess()
    process.load("app", "\(root)/app.py", at: CodeSite(file: "/driver.py", line: 1))
    process.load(
      "shop.part",
      "/base/shop/part.py",
      at: CodeSite(file: "\(root)/app.py", line: 1),
      in: 0,
      milliseconds: 1
    )
    process.load("shop", "/base/shop/__init__.py", at: CodeSite(file: "\(root)/app.py", line: 1), in: 1)
    process.load(
      "shop.part",
      "/base/shop/part.py",
      at: CodeSite(file: "/base/shop/__init__.py", line: 1),
      in: 2,
      milliseconds: 20
    )
    let twice = graph([Run(event: "a", processes: [process.record]), Run(event: "b", processes: [process.record])])
    #expect(twice.module(named: "shop.part")?.selfTime == 21_000_000)
  }

  @Test func `add up to one graph with the modules and imports of all`() {
    let joined = graph([
      Run(event: "a", processes: [process(heavy: 5).record]),
      Run(event: "b", processes: [process(heavy: nil, other: 7).record]),
    ])
    #expect(joined.modules.map(\.name) == ["", "app", "heavy", "other"])
    let edges = joined.edges.map { "\(joined.modules[$0.source].name) → \(joined.modules[$0.target].name)" }
    #expect(edges == [" → app", "app → heavy", "app → other"])
    #expect(joined.runs.map(\.event) == ["a", "b"])
  }

  @Test func `have shares by their weights, and those of the same event add up`() {
    let weighted = graph(
      [("a", 3.0), ("b", 0.5), ("a", 0.5)].map { Run(event: $0, weight: $1, processes: [process(heavy: 5).record]) }
    )
    #expect(weighted.runs.map(\.share) == [0.75, 0.125, 0.125])
    #expect(weighted.runs.map(\.share).reduce(0, +) == 1)
  }

  @Test func `keep apart what each needs, also in its other processes`() {
    var child = SyntheticProcess(identifier: 2, parent: 1)
    child.call("go", at: CodeSite(file: "/base/other.py", line: 1))
    var first = process(heavy: 5, other: 5)
    first.call("go", at: CodeSite(file: "/base/heavy.py", line: 1))
    let joined = graph([
      Run(event: "a", processes: [first.record]),
      Run(event: "b", processes: [process(heavy: 5, other: 5).record, child.record]),
    ])
    let used = joined.runs.map { run in joined.modules.filter { run.used.contains($0.index) }.map(\.name) }
    #expect(used == [["heavy"], ["other"]])
  }

  @Test func `are left out where no process has written anything`() {
    let joined = graph([Run(event: "a", processes: []), Run(event: "b", processes: [process(heavy: 5).record])])
    #expect(joined.runs.map(\.event) == ["b"])
    #expect(joined.runs.map(\.share) == [1])
    #expect(joined.module(named: "heavy")?.selfTime == 5_000_000)
  }
}
