import Advice
import Foundation
import ImportGraph
import Recording
import TestSupport
import Testing

@Suite struct `A finding` {
  private let scratch: ScratchDirectory
  private let root: String
  private let packages: String

  init() throws {
    scratch = try ScratchDirectory()
    let folder = scratch.url.resolvingSymlinksInPath().path
    (root, packages) = ("\(folder)/project", "\(folder)/env/site-packages")
    try scratch.write("import lib\ndef handler(e, c):\n    return lib.work()\n", to: "project/app.py")
    try install("lib", summary: "A library")
    try install("tool", summary: "A fast progress bar")
  }

  private func install(_ name: String, summary: String) throws {
    let metadata = "Name: \(name)\nVersion: 1.0\nSummary: \(summary)\n"
    try scratch.write(metadata, to: "env/site-packages/\(name)-1.0.dist-info/METADATA")
    try scratch.write("\(name)/__init__.py,,\n", to: "env/site-packages/\(name)-1.0.dist-info/RECORD")
  }

  private func site(_ line: Int) -> CodeSite { CodeSite(file: "\(root)/app.py", line: line) }
  private func file(_ module: String) -> String { "\(packages)/\(module).py" }

  /// `app` imports `lib`, 100 ms, with `lib.slow`, 300 ms, and `lib.light`; the whole initialization takes 500 ms.
  private func process(_ calls: [String] = [], kind: ModuleLoad.Kind = .cachedBytecode) -> SyntheticProcess {
    var process = SyntheticProcess()
    process.setPhases(milliseconds: [10, 500, 20, 5])
    let app = process.load("app", "\(root)/app.py", at: nil, milliseconds: 10, kind: .cachedBytecode)
    let lib = process.load("lib", file("lib/__init__"), at: site(1), in: app, milliseconds: 100, kind: kind)
    let inside = CodeSite(file: file("lib/__init__"), line: 7)
    process.load("lib.slow", file("lib/slow"), at: inside, in: lib, milliseconds: 300, kind: kind)
    process.load("lib.light", file("lib/light"), at: inside, in: lib, milliseconds: 1, kind: kind)
    process.execute("app", at: nil)
    process.execute("lib", at: site(1), in: app)
    process.execute("lib.slow", at: inside, in: lib)
    process.execute("lib.light", at: inside, in: lib)
    process.call("handler", at: site(2))
    for call in calls {
      let parts = call.split(separator: ":").map(String.init)
      process.call(parts[1], at: CodeSite(file: file(parts[0]), line: parts[1].utf8.reduce(0) { $0 + Int($1) }))
    }
    return process
  }

  private func findings(
    _ processes: [SyntheticProcess],
    app: String = "import lib\ndef handler(e, c):\n    return 1\n",
    isCommand: Bool = false,
    _ configure: (inout FindingThresholds) -> Void = { _ in }
  ) throws -> [Finding] {
    try scratch.write(app, to: "project/app.py")
    var thresholds = FindingThresholds()
    configure(&thresholds)
    return FindingCollector(try graph(processes), thresholds, isCommand: isCommand).findings()
  }

  private func graph(_ processes: [SyntheticProcess]) throws -> ImportGraph {
    let recording = Recording(
      interpreter: Interpreter(
        executable: "/base/bin/python",
        version: "3.11.2",
        prefix: "/base",
        basePrefix: "/base",
        searchPath: []
      ),
      program: RecordedProgram(entry: .handler("app.handler"), root: root),
      runs: processes.enumerated().map { Run(event: "e\($0)", processes: [$1.record]) }
    )
    return ImportGraph(recording, Project(of: recording))
  }

  @Test func `names a library that no event needs, with its costly sub-packages`() throws {
    let finding = try #require(try findings([process(), process(), process()]).first)
    #expect(finding.pattern == .unused)
    #expect("\(finding.distribution)" == "lib 1.0")
    #expect(finding.time == 401_000_000)
    #expect(finding.evidence.hasSuffix("no use in 3 starts means at most about 3/3, 95 %"))
    #expect(finding.parts.map(\.name) == ["lib.slow"])
    #expect(finding.sites == [site(1)])
    #expect(finding.callPath == [site(1)])
  }

  @Test func `names the events that need a library which others do not`() throws {
    let finding = try #require(try findings([process(), process(["lib/light:work"])]).first)
    #expect(finding.pattern == .rarelyUsed)
    #expect(finding.events == ["e1"])
    #expect(finding.evidence == "needed by 1 of 2 recorded events: e1")
    // Half of the events are not few to someone who draws the line at a third.
    let strict = try findings([process(), process(["lib/light:work"])]) { $0.rareShare = 0.3 }
    #expect(strict.allSatisfy { $0.pattern != .rarelyUsed || !$0.parts.isEmpty })
  }

  /// More functions than misuse would have.
  private static let busy = (1...11).map { "lib/light:work\($0)" }

  @Test func `names the costly sub-packages of a library that is used in part`() throws {
    let finding = try #require(try findings([process(Self.busy)]).first)
    #expect(finding.pattern == .rarelyUsed)
    #expect(finding.parts.map(\.name) == ["lib.slow"])
    #expect(finding.time == 300_000_000)
    #expect(finding.moduleCount == 1)
    #expect(finding.evidence == "needed in part only: none of 1 recorded event needs lib.slow")
    #expect(finding.parts.first?.callPath.map(\.line) == [1, 7])
  }

  @Test func `names a library that is heavy for the little it does`() throws {
    let finding = try #require(try findings([process(["lib/light:work", "lib/slow:go"])]).first)
    #expect(finding.pattern == .misused)
    #expect(finding.evidence == "loading it takes 401 ms; 2 of its functions run: go, work")
    let strict = try findings([process(["lib/light:work", "lib/slow:go"])]) { $0.misuseFunctions = 1 }
    #expect(strict.isEmpty)
  }

  @Test(arguments: [(2, true), (200, false)])
  func `weighs the load of a library against the time that answers spend in it`(_ spent: UInt64, _ isMisused: Bool)
    throws
  {
    var process = process(["lib/slow:go", "lib/light:work"])
    var tree = SampleTree(starts: 2)
    tree.nodes = [SampleTree.Node(parent: nil, site: CodeSite(file: file("lib/slow"), line: 1), name: "go")]
    let time = spent * 1_000_000 * 2
    tree.weights = [SampleTree.Weight(node: 0, phase: 2, thread: 0, count: 4, time: time, runningTime: time)]
    process.sample(tree)
    let found = try findings([process])
    #expect(found.contains { $0.pattern == .misused } == isMisused)
    if isMisused { #expect(found[0].evidence.contains("an answer spends 2.0 ms in it")) }
  }

  @Test func `knows a library that no answer consists of by its own description`() throws {
    var process = process(["lib/light:work", "lib/slow:go"])
    process.load("tool", file("tool/__init__"), at: site(2), in: 0, milliseconds: 40, kind: .cachedBytecode)
    process.execute("tool", at: site(2), in: 0)
    process.call("show", at: CodeSite(file: file("tool/__init__"), line: 3))
    let app = "import lib\nimport tool\ndef handler(e, c):\n    return 1\n"
    let found = try #require(try findings([process], app: app).first { $0.distribution.name == "tool" })
    #expect(found.pattern == .avoidable)
    #expect(found.evidence.contains("“A fast progress bar”"))
    let other = try findings([process], app: app) { $0.avoidableWords = ["terminal"] }
    #expect(other.first { $0.distribution.name == "tool" }?.pattern == .misused)
    // What a command writes on a console is its answer; its progress is not.
    #expect(try findings([process], app: app, isCommand: true).contains { $0.pattern == .avoidable })
  }

  @Test func `counts what an extension module offers as used by its importers`() throws {
    var process = process(Self.busy)
    process.load("lib.fast", "\(packages)/lib/fast.so", at: nil, in: 1, milliseconds: 50, kind: .extensionModule)
    process.execute("lib.fast", at: CodeSite(file: file("lib/light"), line: 1), in: 3)
    let finding = try #require(try findings([process]).first)
    #expect(finding.parts.map(\.name) == ["lib.slow"])
  }

  @Test func `tells of modules that are compiled at every start`() throws {
    let found = try findings([process(Self.busy, kind: .source)])
    let finding = try #require(found.first { $0.pattern == .bytecodeMissing })
    #expect(finding.moduleCount == 3)
    #expect(finding.time == 401_000_000)
    #expect(finding.suggestion.hasPrefix("python -m compileall \(packages)/lib "))
    #expect(try findings([process(Self.busy)]).allSatisfy { $0.pattern != .bytecodeMissing })
  }

  @Test func `tells what the environment loads before the program begins`() throws {
    var process = process(Self.busy)
    let site = process.load("site", nil, at: nil, milliseconds: 1, phase: 0, kind: .frozen)
    let line = CodeSite(file: "<string>", line: 1)
    process.load("tool", file("tool/__init__"), at: line, in: site, milliseconds: 30, phase: 0, kind: .cachedBytecode)
    process.load("os", nil, at: nil, in: site, milliseconds: 30, phase: 0, kind: .frozen)
    let finding = try #require(try findings([process]).first { $0.pattern == .startup })
    #expect("\(finding.distribution)" == "tool 1.0")
    #expect(finding.time == 30_000_000)
    #expect(finding.evidence.hasPrefix("a .pth file loads tool before the program begins"))
  }

  @Test func `is not looked for in libraries where the initialization is a small share of the answer's time`() throws {
    var slow = process()
    slow.setPhases(milliseconds: [10, 500, 20_000, 5])
    #expect(try findings([slow]).isEmpty)
    let remark = FindingCollector(try graph([slow])).remark
    #expect(remark?.hasPrefix("The initialization is 2 % of a start with its answer, less than 10 %") == true)
    #expect(try findings([slow]) { $0.initializationShare = 0.02 }.map(\.pattern) == [.unused])
  }
}
