import Foundation
import Launching
import Recording

/// An application that can be started: its folder, an interpreter with its packages, and what lies over the environment.
struct Place {
  let application: Application
  /// The application's own folder or a copy of it.
  let root: String
  /// The interpreter of an environment with its packages.
  let python: String
  var variables: [String: String]

  /// The folder that the environment's packages are installed in.
  var packages: String {
    get throws { try Self.packages(of: environment) }
  }

  /// The environment that the interpreter belongs to.
  var environment: String { URL(filePath: python).deletingLastPathComponent().deletingLastPathComponent().path }

  /// The event of a name.
  func event(_ name: String) throws -> Event {
    try Event(file: "\(root)/events/\(name).json")
  }

  /// How it is started.
  func start() throws -> ProgramStart {
    let interpreter = try Interpreter.find(named: python, below: root)
    var start = ProgramStart(entry: .handler(application.handler), interpreter: interpreter, root: root)
    start.timeout = .seconds(120)
    return start
  }

  /// Copies the application and, where its packages are going to be changed too, its environment.
  ///
  /// - Throws: `WayFailure` if there is no room, say.
  func copy(to folder: String, withEnvironment: Bool) throws -> Place {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try run("/bin/cp", ["-a", root, "\(folder)/program"])
    var python = python
    if withEnvironment {
      try run("/bin/cp", ["-a", environment, "\(folder)/environment"])
      python = "\(folder)/environment/bin/" + URL(filePath: python).lastPathComponent
    }
    return Place(application: application, root: "\(folder)/program", python: python, variables: variables)
  }

  /// Runs a tool beside the application, as in its folder, and tells what it printed.
  ///
  /// - Throws: `WayFailure` with the last line that it printed, if it fails or takes too long.
  @discardableResult
  func run(
    _ executable: String,
    _ arguments: [String],
    with more: [String: String] = [:],
    within limit: Duration? = nil
  ) throws -> Outcome {
    let outcome = try start(executable, arguments, with: more, within: limit)
    guard outcome.isSuccess else { throw WayFailure(outcome, of: executable) }
    return outcome
  }

  /// The same; a tool that fails is an outcome.
  func start(
    _ executable: String,
    _ arguments: [String],
    with more: [String: String] = [:],
    within limit: Duration? = nil
  ) throws -> Outcome {
    let environment = Environment.inherited.merging(variables) { _, new in new }.merging(more) { _, new in new }
    let program = Program(
      executable: executable,
      arguments: arguments,
      environment: environment,
      workingDirectory: root
    )
    return try ColdStart().run(program, timeout: limit)
  }

  private static func packages(of environment: String) throws -> String {
    let folders = try FileManager.default.contentsOfDirectory(atPath: "\(environment)/lib").sorted()
    guard let folder = folders.first(where: { $0.hasPrefix("python") }) else {
      throw WayFailure(reason: "\(environment) has no packages")
    }
    return "\(environment)/lib/\(folder)/site-packages"
  }
}

/// Why a way gives nothing to measure.
struct WayFailure: Error, CustomStringConvertible {
  let reason: String

  init(reason: String) { self.reason = reason }

  /// Of a program that failed, or was ended.
  init(_ outcome: Outcome, of executable: String) {
    let lines = (outcome.standardError.text + "\n" + outcome.standardOutput.text).split(separator: "\n")
    let said = outcome.standardError.text.split(separator: "\n").last ?? lines.last
    reason = "\(URL(filePath: executable).lastPathComponent): \(said ?? "it failed and said nothing")"
  }

  var description: String { reason }
}
