import Advice
import Foundation
import ImportGraph
import PythonSyntax
import Recording
import TestSupport
import Workflow

/// A small handler project that is really run and recorded; `heavy` is a module whose import takes its time.
struct Scenario {
  /// Whether this machine has an interpreter that the agent works in.
  static let isPossible = !Interpreters.atLeast(8).isEmpty
  static let reason = "needs a CPython from 3.8 on"

  let advice: Advise
  private let scratch: ScratchDirectory

  /// Records `app.handler` of a project once per event (a JSON text each) and plans; without an interpreter, in the newest one, or
  /// for all packages the newest that has no lazy imports.
  init(
    _ files: [String: String],
    events: [String] = ["{}"],
    _ settings: PlanSettings = PlanSettings(),
    interpreter chosen: InstalledInterpreter? = nil
  ) throws {
    // Imports of packages are made lazy wherever the interpreter can, and most is about the other ways.
    let interpreter = chosen ?? (settings.scope == .all ? Interpreters.newestEager : Interpreters.newest)
    let scratch = try ScratchDirectory()
    self.scratch = scratch
    let root = scratch.url.resolvingSymlinksInPath().path + "/project"
    let heavy = "import time\ntime.sleep(0.03)\nvalue = 1\ndef work(): return 1\nclass Base: pass\n"
    for (name, text) in files.merging(["heavy.py": heavy], uniquingKeysWith: { own, _ in own }) {
      try scratch.write(text, to: "project/\(name)")
    }
    let python = try Interpreter.describe(interpreter?.path ?? "python3")
    let inputs = try events.enumerated().map { index, text in
      try Event(file: scratch.write(text, to: "event\(index).json").path)
    }
    let start = ProgramStart(entry: .handler("app.handler"), interpreter: python, root: root)
    var recorder = try Recorder(start: start, scratch: scratch.path)
    recorder.timedRuns = 1
    advice = Advise(try recorder.record(events: inputs), settings)
  }

  /// The planned changes as `file:line name strategy`.
  var changes: [String] {
    advice.plan.changes.map { change in
      let syntax = advice.graph.project.files[change.statement.file]
      let line = syntax?.imports[change.statement.reference.statement].line ?? 0
      let name = syntax?[change.statement.reference].boundName ?? ""
      return "\(short(change.statement.file)):\(line) \(name) \(change.strategy.rawValue)"
    }
  }

  /// What would pay but stays, as `file:hazard`.
  var refusals: [String] {
    advice.plan.refusals.map { "\(short($0.statement.file)):\($0.reason.hazard)" }
  }

  /// What would pay as `heavy` does but stays, as lines `file:line: name: reason [hazard]`.
  var refusalLines: [String] {
    advice.plan.refusals.filter { $0.potentialGain > 15e6 }.map { refusal in
      let (file, reference) = (refusal.statement.file, refusal.statement.reference)
      let syntax = advice.graph.project.files[file]
      let line = syntax?.imports[reference.statement].line ?? 0
      return "\(short(file)):\(line): \(syntax?[reference].boundName ?? ""): \(refusal.reason)\n"
    }
  }

  /// What looks heavy and is no gain, as `file module`.
  var noWins: [String] {
    advice.plan.noWins.map { "\(short($0.statement.file)) \($0.module)" }
  }

  private func short(_ path: String) -> String {
    String(path.dropFirst(advice.graph.project.root.count + 1))
  }
}
