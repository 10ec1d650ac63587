import Advice
import Foundation
import ImportGraph
import Recording
import Reporting
import Rewriting
import TestSupport
import Workflow

@testable import Verification

/// A program that was never run, in a folder of a repository, with libraries that it needs little of.
struct ReportedProgram {
  /// The repository, and the program in it.
  let repository: URL, folder: URL
  let recording: Recording
  let advice: Advise
  private let scratch: ScratchDirectory

  /// The program's files; `lib` is deferred in two of them together, `tool` and `far` each alone.
  static let files = [
    "app.py": """
    \"\"\"Orders: not only ASCII, but é and 𐐀.\"\"\"
    import lib
    import json
    import tool
    import views


    def handler(event, context):
        return json.dumps({"ok": "é"})


    def report():
        return lib.work()


    def draw():
        return tool.work()

    """,
    "views.py": """
    import lib
    import base

    TITLE = base.TITLE


    def show():
        return lib.work(), TITLE

    """,
    "base.py": "TITLE = 'é'\n",
    "deep/far.py": "import far\n\n\ndef go():\n    return far.work()",
    "pyproject.toml": "[project]\nname = 'api'\n",
  ]

  /// The libraries' milliseconds.
  static let libraries: [(name: String, milliseconds: UInt64)] = [("lib", 230), ("tool", 58), ("far", 42)]

  /// Writes the program's files and what running it would have shown.
  ///
  /// - Parameters:
  ///   - files: other contents of some files.
  ///   - far: where the module that imports `far` is.
  ///   - hasManifest: whether it has a `pyproject.toml`.
  ///   - compilesLib: whether `lib` is compiled at every start.
  ///   - extra: how many more libraries `more.py` imports, each costlier than the one before.
  ///   - text: what `more.py` holds; nil for nothing but the imports.
  /// - Throws: the system's error if a file cannot be written.
  init(
    _ files: [String: [UInt8]] = [:],
    far: String = "deep/far.py",
    hasManifest: Bool = true,
    compilesLib: Bool = false,
    extra: Int = 0,
    more text: String? = nil
  ) throws {
    scratch = try ScratchDirectory()
    let top = scratch.url.resolvingSymlinksInPath().path
    let root = "\(top)/repository/services/api", packages = "\(top)/env/site-packages"
    repository = URL(filePath: "\(top)/repository")
    folder = URL(filePath: root)
    let more = (0..<extra).map { (name: "more\($0)", milliseconds: UInt64(10 + $0)) }
    var texts = Self.files.mapValues { Array($0.utf8) }.merging(files) { $1 }
    texts["more.py"] = Array((text ?? more.map { "import \($0.name)\n" }.joined()).utf8)
    if !hasManifest { texts["pyproject.toml"] = nil }
    if far != "deep/far.py" { texts[far] = texts.removeValue(forKey: "deep/far.py") }
    for (name, text) in texts { try scratch.write(text, to: "repository/services/api/\(name)") }
    try scratch.write("", to: "repository/.git/HEAD")
    for library in Self.libraries + more {
      try scratch.write("def work(): return 1\n", to: "env/site-packages/\(library.name)/__init__.py")
      let metadata = "Name: \(library.name)\nVersion: 1.0\nSummary: A library\n"
      try scratch.write(metadata, to: "env/site-packages/\(library.name)-1.0.dist-info/METADATA")
      try scratch.write(
        "\(library.name)/__init__.py,,\n",
        to: "env/site-packages/\(library.name)-1.0.dist-info/RECORD"
      )
    }
    var process = SyntheticProcess()
    process.setPhases(milliseconds: [10, 400, 20, 5])
    func site(_ file: String, of name: String) -> CodeSite {
      let lines = String(decoding: texts[file] ?? [], as: UTF8.self).split(omittingEmptySubsequences: false) {
        $0.isNewline
      }
      let line = lines.firstIndex { $0.contains("import \(name)") || $0.hasPrefix("def \(name)(") } ?? -1
      return CodeSite(file: "\(root)/\(file)", line: line + 1)
    }
    func library(_ name: String, from file: String, in load: Int, _ milliseconds: UInt64) {
      let site = site(file, of: name), path = "\(packages)/\(name)/__init__.py"
      let kind = compilesLib && name == "lib" ? ModuleLoad.Kind.source : .cachedBytecode
      process.load(name, path, at: site, in: load, milliseconds: milliseconds, kind: kind)
      process.execute(name, at: site, in: load)
    }
    func own(_ name: String, _ file: String, from importer: String? = nil, in load: Int? = nil) -> Int {
      let site = importer.map { site($0, of: name) }
      process.execute(name, at: site, in: load)
      return process.load(name, "\(root)/\(file)", at: site, in: load, kind: .cachedBytecode)
    }
    let app = own("app", "app.py")
    library("lib", from: "app.py", in: app, 230)
    library("tool", from: "app.py", in: app, 58)
    let views = own("views", "views.py", from: "app.py", in: app)
    process.execute("lib", at: site("views.py", of: "lib"), in: views)
    _ = own("base", "base.py", from: "views.py", in: views)
    library("far", from: far, in: own("deep.far", far), 42)
    if extra > 0 {
      let module = own("more", "more.py")
      for each in more { library(each.name, from: "more.py", in: module, each.milliseconds) }
    }
    process.call("handler", at: site("app.py", of: "handler"))
    recording = Recording(
      interpreter: Interpreter(
        executable: "/base/bin/python",
        version: "3.11.2",
        prefix: "/base",
        basePrefix: "/base",
        searchPath: []
      ),
      program: RecordedProgram(entry: .handler("app.handler"), root: root),
      runs: [Run(event: "order.json", processes: [process.record])]
    )
    advice = Advise(recording)
  }

  /// What `libprof report` shows.
  var findings: FindingsReport {
    FindingsReport(advice.graph, advice.findings, advice.plan, in: Repository(around: folder.path))
  }

  /// What `libprof fix --dry-run` shows of a proof with this outcome.
  func fixes(_ outcome: Verdict.Outcome = .proven) -> FixReport {
    let attempt = VerdictJSON.Attempt(plan: advice.plan, patch: advice.patch, verdict: verdict(outcome))
    let document = VerdictJSON(
      program: "app.handler",
      advice.graph,
      advice.plan,
      attempts: [attempt],
      dropped: [:],
      disk: .warm,
      stages: VerdictJSON.Stages(profiling: 1, proof: 2)
    )
    return FixReport(
      advice.graph,
      attempts: [attempt],
      fixes: advice.fixes,
      document: document,
      in: Repository(around: folder.path)
    )
  }

  /// A proof of one event, in seconds that are `slowness` times what they were.
  func verdict(_ outcome: Verdict.Outcome = .proven, slowness: Double = 1, decision: Decision = .faster) -> Verdict {
    func figures(_ seconds: Double) -> StartFigures {
      StartFigures(
        coldStart: seconds,
        initialization: nil,
        cpuTime: seconds,
        peakMemory: 1_048_576,
        isPeakMemoryExact: true,
        moduleCount: nil
      )
    }
    let pairs = [0.40, 0.41, 0.42, 0.43, 0.44, 0.45, 0.46].map {
      TrialResult<StartFigures>.Pair(before: figures($0 * slowness), after: figures($0 * slowness / 4))
    }
    guard
      let comparison = Comparison(
        before: pairs.map(\.before.coldStart),
        after: pairs.map(\.after.coldStart),
        confidence: 0.95
      )
    else { return Verdict(events: [], outcome: outcome) }
    let event = Verdict.EventResult(
      event: "order.json",
      share: 1,
      pairs: pairs,
      confidence: 0.95,
      coldStart: comparison,
      decision: decision,
      isTimeSpent: false,
      unstable: []
    )
    return Verdict(events: [event], outcome: outcome)
  }

  /// The changed files as the whole patch leaves them, by path.
  var patched: [String: [UInt8]] {
    Dictionary(uniqueKeysWithValues: advice.patch.files.map { ($0.relativePath, $0.after) })
  }

  /// A file as it is now.
  func contents(of name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: name)))
  }
}
