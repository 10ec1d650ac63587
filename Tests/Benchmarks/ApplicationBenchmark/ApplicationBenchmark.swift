import Foundation
import Launching
import Recording

/// Measures the applications: as they are, with what libprof makes of them, and with what users would pick instead.
///
///     application-benchmark APPLICATIONS LIBPROF FOLDER PAIRS [NAME…]
///
/// APPLICATIONS is the folder of the applications, with their environments; FOLDER keeps the results of each application as
/// JSON, so that applications can be measured one by one, and gets RESULTS.md and results.svg of all that are there.
@main
struct ApplicationBenchmark {
  private let applications: String, libprof: String, folder: String
  private let pairs: Int
  private let scratch: String

  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.count >= 4, let pairs = Int(arguments[3]), pairs >= 7 else {
      print("usage: application-benchmark APPLICATIONS LIBPROF FOLDER PAIRS [NAME…]")
      exit(2)
    }
    let scratch = NSTemporaryDirectory() + "libprof-applications-\(getpid())"
    try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    try FileManager.default.createDirectory(atPath: arguments[2], withIntermediateDirectories: true)
    let benchmark = ApplicationBenchmark(
      applications: arguments[0],
      libprof: arguments[1],
      folder: arguments[2],
      pairs: pairs,
      scratch: scratch
    )
    let names = arguments.dropFirst(4)
    for application in Application.all where names.isEmpty || names.contains(application.name) {
      print(application.name)
      let result = try benchmark.measure(application)
      try JSONEncoder().encode(result).write(to: benchmark.file(of: application))
    }
    try benchmark.report()
  }

  private func file(of application: Application) -> URL {
    URL(filePath: "\(folder)/\(application.name).json")
  }

  private func report() throws {
    let results = Application.all.compactMap { application in
      (try? Data(contentsOf: file(of: application))).flatMap {
        try? JSONDecoder().decode(ApplicationResult.self, from: $0)
      }
    }
    let table = ResultsTable(results)
    try table.text.write(toFile: "\(folder)/RESULTS.md", atomically: true, encoding: .utf8)
    try ResultsChart(results).text.write(toFile: "\(folder)/results.svg", atomically: true, encoding: .utf8)
  }

  private func measure(_ application: Application) throws -> ApplicationResult {
    let root = "\(applications)/\(application.folder)"
    let python = "\(applications)/.environments/\(application.folder)/bin/python"
    var result = ApplicationResult(name: application.name, python: "")
    for (title, scope) in [(Title.app, "app"), (Title.all, "all")] {
      try fix(application, python, scope, as: title, into: &result)
    }
    let events = try application.events.map { try Event(file: "\(root)/events/\($0).json") }
    func peer(_ peer: Peer, _ python: String) {
      do {
        let interpreter = try Interpreter.find(named: python, below: root)
        let start = ProgramStart(entry: .handler(application.handler), interpreter: interpreter, root: root)
        result.measurements[peer.title] = try peer.measure(start, events, pairs: pairs, scratch: scratch)
      } catch {
        result.failures[peer.title] = "\(error)"
      }
    }
    peer(try .lazyLoader(in: scratch + "/lazy"), python)
    let newest = "\(applications)/.environments/\(application.folder)-3.15/bin/python"
    if FileManager.default.isExecutableFile(atPath: newest) {
      peer(.lazyImports, newest)
      try fix(application, newest, "all", as: Title.all315, into: &result)
    }
    return result
  }

  /// Runs the tool as a user would.
  private func fix(
    _ application: Application,
    _ python: String,
    _ scope: String,
    as title: String,
    into result: inout ApplicationResult
  ) throws {
    let verdict = "\(scratch)/verdict.json"
    try? FileManager.default.removeItem(atPath: verdict)
    let program = Program(
      executable: libprof,
      arguments: [
        "fix", "--dry-run", "--scope", scope, "--python", python, "--handler", application.handler, "--pairs",
        "\(pairs)",
        "--precision", "5", "--verdict", verdict, "--event",
      ] + application.events.map { "events/\($0).json" },
      workingDirectory: "\(applications)/\(application.folder)"
    )
    let outcome = try ColdStart().run(program)
    guard let data = FileManager.default.contents(atPath: verdict),
      let file = try? JSONDecoder().decode(VerdictFile.self, from: data)
    else {
      result.failures[title] = String(outcome.standardError.text.split(separator: "\n").last ?? "it fails")
      return
    }
    if result.python.isEmpty { result.python = file.machine.python }
    if let measurement = file.measurement(of: application.events[0]) {
      result.measurements[title] = measurement
    } else {
      result.failures[title] = file.attempts.isEmpty ? "nothing to change" : "not proven"
    }
  }
}
