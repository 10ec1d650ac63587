import EventLayout
import EventLog
import Foundation
import Launching
import TestSupport
import Testing

@testable import Recording

/// The minor versions of Python 3 that the agent is to work with.
let minorVersions = 8...15

/// A little Python program in a folder of its own, and the interpreter that runs it.
struct Sample {
  let interpreter: Interpreter
  private let scratch: ScratchDirectory

  private static let interpreters = Dictionary(
    uniqueKeysWithValues: Interpreters.atLeast(8).compactMap { installed in
      (try? Interpreter.describe(installed.path)).map { (installed.minor, $0) }
    }
  )

  /// Writes the program; cancels the test case if this machine has no such interpreter.
  init(python minor: Int, _ files: [String: String] = [:]) throws {
    guard let interpreter = Self.interpreters[minor] else { try Test.cancel("needs CPython 3.\(minor)") }
    self.interpreter = interpreter
    scratch = try ScratchDirectory()
    try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    for (name, text) in files { try scratch.write(text, to: "program/\(name)") }
  }

  /// The folder of the program.
  var root: String { scratch.file("program").path }

  /// The folder for what recording needs.
  var work: String { scratch.file("work").path }

  /// Where a file of the program is.
  func file(_ name: String) -> String { "\(root)/\(name)" }

  /// An event with a text of its own, in a file beside the program.
  func event(_ text: String, name: String = "event.json", weight: Double = 1) throws -> Event {
    try Event(file: try scratch.write(text, to: name).path, weight: weight)
  }

  /// A request with a text of its own, in a file beside the program.
  func request(_ text: String, name: String = "request.json") throws -> Event {
    try Event(request: try scratch.write(text, to: name).path)
  }

  /// Records a program with one event.
  func firstProcess(_ entry: RecordedProgram.Entry, _ event: Event) throws -> ProcessRecord {
    try #require(try recorder(entry).record(events: [event]).runs.first?.processes.first)
  }

  /// Records `python3` with arguments, by default `app.py`.
  func record(_ arguments: [String] = ["app.py"]) throws -> [ProcessRecord] {
    let recording = try recorder(.command(["python3"] + arguments)).record(events: [])
    return try #require(recording.runs.first).processes
  }

  /// Records a handler.
  func record(handler: String, events: [Event]) throws -> Recording {
    try recorder(.handler(handler)).record(events: events)
  }

  func recorder(_ entry: RecordedProgram.Entry) throws -> Recorder {
    var recorder = try Recorder(start: start(entry), scratch: work)
    recorder.timedRuns = 1
    return recorder
  }

  func start(_ entry: RecordedProgram.Entry) -> ProgramStart {
    ProgramStart(entry: entry, interpreter: interpreter, root: root)
  }

  /// Runs `python3` with arguments and without the agent.
  func plain(_ arguments: [String], variables: [String: String] = [:]) throws -> Outcome {
    try start(.command(["python3"] + arguments)).run(event: nil, in: root, variables: variables, scratch: work).outcome
  }

  /// What the processes did that wrote some logs, in the order in which they began.
  func processes(of logs: [String]) throws -> [ProcessRecord] {
    try logs.map { try EventLogFile(path: $0) }.sorted { $0.began < $1.began }.map { ProcessRecordBuilder.build($0) }
  }

  /// What the program's own process did in one start under the agent, without a start before it.
  func process(_ arguments: [String] = ["app.py"], probes: String = "imports,memory") throws -> ProcessRecord {
    let (_, logs) = try watched(arguments, probes: probes)
    let records = try logs.map { ProcessRecordBuilder.build(try EventLogFile(path: $0)) }
    return try #require(records.first { record in !records.contains { $0.identifier == record.parent } })
  }

  /// Runs `python3` with arguments under the agent, and says which logs there are.
  func watched(
    _ arguments: [String],
    probes: String = "imports,memory,calls",
    variables: [String: String] = [:]
  ) throws -> (outcome: Outcome, logs: [String]) {
    try watched(command: ["python3"] + arguments, probes: probes, variables: variables)
  }

  /// Runs any command under the agent, and says which logs there are.
  func watched(
    command: [String],
    probes: String = "imports,memory,calls",
    variables: [String: String] = [:]
  ) throws -> (outcome: Outcome, logs: [String]) {
    let logs = "\(work)/\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: logs, withIntermediateDirectories: true)
    let outcome = try start(.command(command)).run(
      event: nil,
      in: root,
      variables: [
        "LD_PRELOAD": Recorder.agentBesideTool, LIBPROF_ENVIRONMENT_LOGS: logs, LIBPROF_ENVIRONMENT_PROBES: probes,
      ].merging(variables) { own, _ in own },
      scratch: work
    ).outcome
    return (outcome, try FileManager.default.contentsOfDirectory(atPath: logs).map { "\(logs)/\($0)" })
  }
}

extension ProcessRecord {
  /// The first load of a module.
  func load(_ name: String) -> ModuleLoad? { loads.first { $0.name == name } }

  /// The name of the load that another one happened in.
  func parent(of load: ModuleLoad?) -> String? { load?.parent.map { loads[$0].name } }

  /// What kind of phase a number stands for.
  func kind(ofPhase index: Int) -> Phase.Kind? { phases.indices.contains(index) ? phases[index].kind : nil }
}

extension CodeSite {
  /// The last part of the file's path, and the line.
  var short: String { "\(URL(filePath: file).lastPathComponent):\(line)" }
}
