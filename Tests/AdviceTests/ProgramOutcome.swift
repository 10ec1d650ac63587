import Advice
import Foundation
import ImportGraph
import PythonSyntax
import Recording
import Rewriting
import TestSupport
import Workflow

/// One program of `Tests/Programs`, run as it is, with the naive edit, and with what libprof writes after recording it with
/// its events, or with an empty one.
struct ProgramOutcome {
  /// Whether this machine has an interpreter that the agent works in and that runs the programs.
  static let isPossible = Interpreters.newest?.isAtLeast(9) == true
  static let reason = "needs a CPython from 3.9 on"
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Programs")
    .standardizedFileURL

  /// What `check.py`, which does what the recorded event does not, prints and how it ends.
  struct Answer: Equatable, CustomStringConvertible {
    let status: Int32
    let output: String
    let error: String

    static func == (left: Answer, right: Answer) -> Bool {
      left.status == right.status && left.output == right.output
    }

    var description: String { "status \(status), \(output)\(error.suffix(300))" }
  }

  let original: Answer, naive: Answer, patched: Answer
  let advice: Advise
  private let scratch: ScratchDirectory

  init(_ name: String) throws {
    scratch = try ScratchDirectory()
    let root = scratch.url.resolvingSymlinksInPath().path
    let source = Self.folder.appending(path: name)
    original = try Self.answer(of: source, overlaid: [:], in: scratch.file("original"))
    naive = try Self.answer(
      of: source,
      overlaid: try Self.files(below: source.appending(path: "naive")),
      in: scratch.file("naive")
    )
    // The check is not part of the program: what it does, libprof is not to know.
    let project = scratch.file("project")
    let program = try Self.programFiles(of: source).filter { $0.key != "check.py" && !$0.key.hasPrefix("events/") }
    try Self.write(program, to: project)
    let python = try Interpreter.describe(Interpreters.newest?.path ?? "python3")
    let recorded = try Self.files(below: source.appending(path: "events"))
    var events: [Event] = []
    for (name, text) in (recorded.isEmpty ? ["none.json": Array("{}".utf8)] : recorded).sorted(by: { $0.key < $1.key })
    {
      events.append(try Event(file: scratch.write(text, to: "events/\(name)").path))
    }
    let start = ProgramStart(entry: .handler("app.handler"), interpreter: python, root: root + "/project")
    var recorder = try Recorder(start: start, scratch: scratch.path)
    recorder.timedRuns = 1
    advice = Advise(try recorder.record(events: events))
    let changed = advice.patch.files.map { ($0.relativePath, $0.after) }
    patched = try Self.answer(
      of: source,
      overlaid: Dictionary(uniqueKeysWithValues: changed),
      in: scratch.file("patched")
    )
  }

  /// The names that the plan changes.
  var changedNames: [String] {
    advice.plan.changes.compactMap { change in
      advice.graph.project.files[change.statement.file]?[change.statement.reference].boundName
    }
  }

  /// Why names stay that would pay, as `hazard: sentence`.
  var reasons: [String] { advice.plan.refusals.map { "\($0.reason.hazard): \($0.reason.sentence)" } }

  /// What libprof says, all of it, for a test that fails.
  var report: String {
    "libprof changes \(changedNames) and says \(reasons)\n" + String(decoding: advice.patch.diff, as: UTF8.self)
  }

  private static func answer(of source: URL, overlaid: [String: [UInt8]], in folder: URL) throws -> Answer {
    try write(try programFiles(of: source).merging(overlaid) { $1 }, to: folder)
    let python = Interpreters.newest?.path ?? "python3"
    let result = try Command.run([python, "-B", "check.py"], in: folder)
    return Answer(status: result.status, output: result.outputText, error: result.errorText)
  }

  /// The program's own files, and the large library that all of them share.
  private static func programFiles(of source: URL) throws -> [String: [UInt8]] {
    var files = try files(below: source).filter { !$0.key.hasPrefix("naive/") }
    files["heavy.py"] = [UInt8](try Data(contentsOf: folder.appending(path: "heavy.py")))
    return files
  }

  private static func files(below folder: URL) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    guard FileManager.default.fileExists(atPath: folder.path) else { return files }
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where !name.contains("__pycache__") {
      var isFolder: ObjCBool = false
      let file = folder.appending(path: name)
      guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder), !isFolder.boolValue else {
        continue
      }
      files[name] = [UInt8](try Data(contentsOf: file))
    }
    return files
  }

  private static func write(_ files: [String: [UInt8]], to folder: URL) throws {
    for (name, bytes) in files {
      let file = folder.appending(path: name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: file)
    }
  }
}
