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
    process.load("light", nil, at: CodeSite(file: "/srv/app.py", line: 7), milliseconds: 3, kind: .builtIn)
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

  /// `heavy` is installed in a folder of its own, which says so.
  private static func installed(in scratch: ScratchDirectory) throws -> Recording {
    try scratch.write("Name: Heavy\nVersion: 2.0\n", to: "site-packages/heavy-2.0.dist-info/METADATA")
    try scratch.write("heavy/__init__.py,,\nheavy/part.py,,\n", to: "site-packages/heavy-2.0.dist-info/RECORD")
    var recording = Self.recording
    recording.runs[0].processes[0].loads[1].file = scratch.file("site-packages/heavy/__init__.py").path
    recording.runs[0].processes[0].loads[2].file = scratch.file("site-packages/heavy/part.py").path
    recording.runs[0].processes[0].loads[1].selfCPU = 20
    recording.runs[0].processes[0].loads[1].inclusiveCPU = 24
    recording.runs[0].processes[0].loads[1].selfMemory = -5
    recording.runs[0].processes[0].loads[1].inclusiveMemory = 7
    return recording
  }

  @Test(.enabled(if: Readers.arePrepared, "\(Readers.reason)"))
  func `says in each span of a trace whose it is, and its cost`()
    throws
  {
    let scratch = try ScratchDirectory()
    let export = Export(try Self.installed(in: scratch)).bytes(.chromeTrace, of: .imports)
    let spans = Set(try Readers.read(export, as: "chrome-trace-details"))
    let zeros = #""cpuNs": 0, "#
    let end = #""memoryBytes": 0, "selfCpuNs": 0, "selfMemoryBytes": 0"#
    let file = scratch.file("site-packages/heavy").path
    #expect(
      spans == [
        #"app {\#(zeros)"distribution": "srv", "file": "/srv/app.py", "kind": "source", \#(end)}"#,
        #"heavy {"cpuNs": 24, "distribution": "Heavy", "file": "\#(file)/__init__.py", "kind": "source", "#
          + #""memoryBytes": 7, "selfCpuNs": 20, "selfMemoryBytes": -5, "version": "2.0"}"#,
        #"heavy.part {\#(zeros)"distribution": "Heavy", "file": "\#(file)/part.py", "kind": "source", \#(end), "#
          + #""version": "2.0"}"#,
        #"missing (failed) {\#(zeros)"kind": "source", \#(end)}"#,
        #"light {\#(zeros)"distribution": "Python standard library", "kind": "builtIn", \#(end), "#
          + #""site": "/srv/app.py:7", "version": "3.11.2"}"#,
      ]
    )
  }

  @Test(.enabled(if: Readers.arePrepared, "\(Readers.reason)"))
  func `labels the stacks of pprof with what they came with`()
    throws
  {
    let scratch = try ScratchDirectory()
    var recording = try Self.installed(in: scratch)
    let export = Export(recording).bytes(.pprof, of: .imports)
    let heavy = #"{"distribution": "Heavy", "event": "order.json", "version": "2.0"}"#
    #expect(
      Set(try Readers.read(export, as: "pprof-details")) == [
        #"app {"distribution": "srv", "event": "order.json"}"#, "heavy \(heavy)", "heavy.part \(heavy)",
        #"missing (failed) {"event": "order.json"}"#,
        #"light {"distribution": "Python standard library", "event": "order.json", "version": "3.11.2"}"#,
      ]
    )
    // A function belongs to the owner of its file; what was compiled from text, to none.
    var samples = SampleTree(starts: 1)
    let files = [scratch.file("site-packages/heavy/part.py").path, "<string>"]
    samples.nodes = files.enumerated().map { index, file in
      SampleTree.Node(parent: nil, site: CodeSite(file: file, line: 3), name: "f\(index)")
    }
    samples.weights = files.indices.map { node in
      SampleTree.Weight(node: node, phase: 2, thread: 0, count: 1, time: 1_000_000, runningTime: 0)
    }
    recording.runs[0].processes[0].samples = samples
    #expect(
      try Readers.read(Export(recording).bytes(.pprof, of: .samples), as: "pprof-details") == [
        #"f0 {"distribution": "Heavy", "event": "order.json: invocation", "version": "2.0"}"#,
        #"f1 {"event": "order.json: invocation"}"#,
      ]
    )
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

  @Test(.enabled(if: Readers.arePrepared, "\(Readers.reason)"))
  func `keeps in JSON to its schema, whatever is remarked`() throws {
    var recording = Self.recording
    recording.runs[0].processes[0].remarks = Remark.allCases
    let judgement = try Readers.validate(Export(recording).bytes(.json, of: .imports), against: "export-1")
    #expect(judgement.succeeded, "\(judgement.errorText)")
  }

  @Test func `says in JSON what each module came with`() throws {
    struct Document: Decodable {
      struct Run: Decodable { let processes: [Process] }
      struct Process: Decodable { let loads: [Load] }
      struct Load: Decodable { let name: String, distribution: String?, version: String? }
      let runs: [Run]
    }
    let scratch = try ScratchDirectory()
    let bytes = Export(try Self.installed(in: scratch)).bytes(.json, of: .imports)
    let loads = try JSONDecoder().decode(Document.self, from: Data(bytes)).runs[0].processes[0].loads
    #expect(
      loads.map { "\($0.name): \($0.distribution ?? "-") \($0.version ?? "-")" } == [
        "app: srv -", "heavy: Heavy 2.0", "heavy.part: Heavy 2.0", "missing: - -",
        "light: Python standard library 3.11.2",
      ]
    )
  }
}
