import Foundation
import Recording
import Reporting
import TestSupport
import Testing

@Suite struct `An export` {
  /// `app` imports `heavy`, which imports `heavy.part`, and tries `missing`; then `light`.
  private static let recording: Recording = {
    var process = SyntheticProcess()
    let app = process.load("app", "/srv/app.py", at: nil, milliseconds: 2)
    let heavy = process.load("heavy", "/lib/heavy.py", at: nil, in: app, milliseconds: 30)
    process.load("heavy.part", "/lib/part.py", at: nil, in: heavy, milliseconds: 4)
    process.load("missing", nil, at: nil, in: app, milliseconds: 1, succeeded: false)
    process.load("light", nil, at: nil, milliseconds: 3)
    let interpreter = Interpreter(
      executable: "/usr/bin/python3",
      version: "3.11.2",
      prefix: "/usr",
      basePrefix: "/usr",
      searchPath: []
    )
    return Recording(
      interpreter: interpreter,
      program: RecordedProgram(entry: .handler("app.handler"), root: "/srv"),
      runs: [Run(event: "order.json", processes: [process.record])]
    )
  }()

  private static let stacks: Set = [
    "order.json;app 2000000", "order.json;app;heavy 30000000", "order.json;app;heavy;heavy.part 4000000",
    "order.json;app;missing (failed) 1000000", "order.json;light 3000000",
  ]

  @Test(
    .enabled(if: Readers.arePrepared, "\(Readers.reason)"),
    arguments: [Export.Format.speedscope, .pprof, .collapsed, .chromeTrace, .importTime]
  ) func `is understood by the tools it is for`(format: Export.Format) throws {
    let understood = try Readers.read(Export(Self.recording).bytes(format, of: .imports), as: format.rawValue)
    // Python's own format knows no events.
    let expected =
      format == .importTime ? Set(Self.stacks.map { String($0.dropFirst("order.json;".count)) }) : Self.stacks
    #expect(Set(understood) == expected)
    #expect(understood.count == expected.count)
  }

  /// 5 ms of `work` called by the module, 2 ms of the module itself, 1 ms of `work` while the program answers; in two starts.
  @Test(
    .enabled(if: Readers.arePrepared, "\(Readers.reason)"),
    arguments: [Export.Format.speedscope, .pprof, .collapsed, .chromeTrace]
  ) func `tells where time went`(format: Export.Format) throws {
    var recording = Self.recording
    let nodes = [(nil, "<module>", 1), (0, "work", 4)].map { parent, name, line in
      SampleTree.Node(parent: parent, site: CodeSite(file: "/srv/app.py", line: line), name: name)
    }
    let weights = [(0, 1, 4), (1, 1, 10), (1, 2, 2)].map { node, phase, milliseconds in
      SampleTree.Weight(
        node: node,
        phase: phase,
        thread: 0,
        count: milliseconds,
        time: UInt64(milliseconds) * 1_000_000,
        runningTime: 0
      )
    }
    var samples = SampleTree(starts: 2)
    (samples.nodes, samples.weights) = (nodes, weights)
    recording.runs[0].processes[0].samples = samples
    let understood = try Readers.read(Export(recording).bytes(format, of: .samples), as: format.rawValue)
    // A trace shows a frame also where it has no time of its own.
    let expected = [
      "order.json: initialization;<module> 2000000", "order.json: initialization;<module>;work 5000000",
      "order.json: invocation;<module>;work 1000000",
    ]
    #expect(Set(understood.filter { !$0.hasSuffix(" 0") }) == Set(expected))
  }

  @Test func `prints import times as Python does`() {
    let text = String(decoding: Export(Self.recording).bytes(.importTime, of: .imports), as: UTF8.self)
    #expect(
      text == """
        import time: self [us] | cumulative | imported package
        import time:      4000 |       4000 |     heavy.part
        import time:     30000 |      34000 |   heavy
        import time:      1000 |       1000 |   missing (failed)
        import time:      2000 |      37000 | app
        import time:      3000 |       3000 | light

        """
    )
  }

  @Test func `keeps everything as JSON`() throws {
    let bytes = Export(Self.recording).bytes(.json, of: .imports)
    #expect(try JSONDecoder().decode(Recording.self, from: Data(bytes)) == Self.recording)
  }
}
