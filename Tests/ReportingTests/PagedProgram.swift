import Foundation
import Recording
import Reporting
import TestSupport
import Workflow

/// Programs as they might have been recorded, for the report page.
struct PagedProgram {
  /// Names that mean something to a browser, or to the eye alone.
  static let hostileNames = [
    "</script><img src=x onerror=\"window.hacked = 1\">", "<!--<script>", "a&lt;b", "line\u{2028}separator",
    "right\u{202E}gnorw", "zero\u{200B}width", "bell\u{7}\u{1B}[2J", "\\u003cb\\u003e", "quote\"'`${window.hacked = 1}",
  ]

  let scratch: ScratchDirectory
  private(set) var recording: Recording

  /// `app` imports the library `heavy` (120 ms with its part), which the handler does not need, and `light`, which it does.
  ///
  /// - Parameter names: modules that `heavy` loads besides, by 1 ms each.
  /// - Throws: what stands against files in the scratch folder.
  init(beside names: [String] = []) throws {
    scratch = try ScratchDirectory()
    let app = try scratch.write(
      """
      import heavy
      import light


      def handler(event, context):
          return light.work()


      def later():
          return heavy.work()

      """,
      to: "program/app.py"
    ).path
    let light = try scratch.write("def work():\n    return {}\n", to: "program/light.py").path
    try scratch.write("Name: Heavy\nVersion: 2.0\n", to: "site-packages/heavy-2.0.dist-info/METADATA")
    try scratch.write("heavy/__init__.py,,\nheavy/part.py,,\n", to: "site-packages/heavy-2.0.dist-info/RECORD")
    let library = scratch.file("site-packages/heavy").path
    var process = SyntheticProcess()
    process.setPhases(milliseconds: [20, 150, 5, 2])
    let own = process.load("app", app, at: nil, milliseconds: 2)
    let heavy = process.load(
      "heavy",
      library + "/__init__.py",
      at: CodeSite(file: app, line: 1),
      in: own,
      milliseconds: 80
    )
    let inside = CodeSite(file: library + "/__init__.py", line: 3)
    process.load("heavy.part", library + "/part.py", at: inside, in: heavy, milliseconds: 40)
    for name in names { process.load(name, "\(library)/\(name).py", at: inside, in: heavy) }
    process.load("light", light, at: CodeSite(file: app, line: 2), in: own, milliseconds: 3)
    process.execute("heavy", at: CodeSite(file: app, line: 1), in: own)
    process.execute("light", at: CodeSite(file: app, line: 2), in: own)
    process.execute("heavy.part", at: inside, in: heavy)
    for name in names { process.execute(name, at: inside, in: heavy) }
    process.call("handler", at: CodeSite(file: app, line: 5))
    process.call("work", at: CodeSite(file: light, line: 1))
    var samples = SampleTree(starts: 1)
    let nodes = [
      (nil, app, "<module>"), (0, library + "/__init__.py", "<module>"), (nil, app, "handler"), (2, light, "work"),
    ]
    samples.nodes = nodes.map { parent, file, name in
      SampleTree.Node(parent: parent, site: CodeSite(file: file, line: 1), name: name)
    }
    samples.weights = [(0, 1, 30), (1, 1, 120), (2, 2, 1), (3, 2, 4)].map { node, phase, milliseconds in
      SampleTree.Weight(
        node: node,
        phase: phase,
        thread: 0,
        count: milliseconds,
        time: UInt64(milliseconds) * 1_000_000,
        runningTime: UInt64(milliseconds) * 1_000_000
      )
    }
    process.sample(samples)
    let interpreter = Interpreter(
      executable: "/usr/bin/python3",
      version: "3.11.2",
      prefix: "/usr",
      basePrefix: "/usr",
      searchPath: []
    )
    recording = Recording(
      interpreter: interpreter,
      program: RecordedProgram(entry: .handler("app.handler"), root: scratch.file("program").path),
      runs: [Run(event: "order.json", processes: [process.record])]
    )
  }

  /// The page of the recording, with the plan's diff.
  func page() -> [UInt8] {
    let advice = Advise(recording)
    var page = ReportPage(recording, advice.graph, advice.findings, advice.plan)
    page.patch = advice.patch
    page.remark = advice.remark
    return page.bytes
  }

  /// Adds starts with other events, which are like the first.
  mutating func repeatRun(_ events: [String]) {
    recording.runs += events.map { Run(event: $0, processes: recording.runs[0].processes) }
  }

  /// Lets the samples of each start be of that many functions.
  mutating func sample(functions count: Int) {
    for run in recording.runs.indices {
      let file = recording.runs[run].processes[0].loads[0].file ?? ""
      var samples = SampleTree(starts: 1)
      for index in 0..<count {
        let site = CodeSite(file: file, line: index + 1)
        let parent = index % 40 == 0 ? nil : index - 1
        samples.nodes.append(SampleTree.Node(parent: parent, site: site, name: "function_\(index).<locals>.inner"))
        samples.weights.append(
          SampleTree.Weight(node: index, phase: 1, thread: 0, count: 1, time: 1_000_000, runningTime: 0)
        )
      }
      recording.runs[run].processes[0].samples = samples
    }
  }
}
