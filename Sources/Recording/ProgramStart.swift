internal import Foundation
public import Launching

/// How one program is started: the same way in the user's folder and in a copy of it, under the agent and without it.
public struct ProgramStart: Sendable {
  /// What is entered.
  public let entry: RecordedProgram.Entry
  /// The interpreter that runs it.
  public let interpreter: Interpreter
  /// The folder it belongs to.
  public let root: String
  /// The function whose first call ends the initialization of a command, `MODULE:FUNCTION`; nil for the usual rule.
  public var initializationEnd: String?
  /// Longest time one start may take.
  public var timeout: Duration = .seconds(300)

  /// Describes a program.
  public init(entry: RecordedProgram.Entry, interpreter: Interpreter, root: String) {
    self.entry = entry
    self.interpreter = interpreter
    self.root = root
  }

  /// What one start gave.
  public struct Result: Sendable {
    /// How the process ended and what it wrote.
    public let outcome: Outcome
    /// The answer to the event as canonical JSON; nil for a command.
    public let response: String?
    /// From the start of the process to the first response; to its end for a command.
    public let coldStart: Duration
    /// The interpreter, the program's imports, and the response, in this order; nil for a command.
    public let parts: (interpreter: Duration, imports: Duration, response: Duration)?
    /// Largest resident size in bytes.
    public let peakMemory: Int
    /// Whether that is the program's own: a command smaller than this tool cannot be told from it.
    public let isPeakMemoryExact: Bool
    /// How many modules were loaded when the first response was there; nil for a command, which nobody looks into.
    public let moduleCount: Int?
  }

  /// Names the program as a user would type it.
  public var title: String { entry.title }

  /// Starts the program once and waits for its end.
  ///
  /// - Parameters:
  ///   - event: what the handler is given; nil for a command.
  ///   - folder: where it runs, `root` or a copy of it.
  ///   - standIn: what is used in place of the interpreter's environment; nil for itself.
  ///   - variables: laid over the inherited environment.
  ///   - scratch: a folder for the event and the response.
  /// - Returns: how it ended, what it answered, and what that cost.
  /// - Throws: `RecordingError.programFailed` for a program that cannot be imported or raises.
  public func run(
    event: Event?,
    in folder: String,
    standIn: EnvironmentStandIn? = nil,
    variables: [String: String] = [:],
    scratch: String
  ) throws(RecordingError) -> Result {
    var environment = Environment.inherited.merging(variables) { _, new in new }
    if folder != root { environment = searchingCopy(folder, standIn, environment) }
    let python = standIn?.executable ?? interpreter.executable
    switch entry {
    case .handler(let target):
      return try runOnce(target, HandlerDriver.source, event, folder, python, environment, scratch)
    case .wsgi(let target): return try runOnce(target, WSGIDriver.source, event, folder, python, environment, scratch)
    case .asgi(let target): return try runOnce(target, ASGIDriver.source, event, folder, python, environment, scratch)
    case .command(let words):
      return try runCommand(words, folder, standIn, environment)
    }
  }

  /// Runs a shell command beside the program: in its folder, finding its interpreter as `python` and its packages.
  ///
  /// - Parameters:
  ///   - command: what the shell is told.
  ///   - folder: where it runs, `root` or a copy of it.
  ///   - standIn: what is used in place of the interpreter's environment; nil for itself.
  /// - Returns: how it ended, and what it printed.
  /// - Throws: `RecordingError.launching` if there is no shell.
  public func run(
    shell command: String,
    in folder: String,
    standIn: EnvironmentStandIn? = nil
  ) throws(RecordingError) -> Outcome {
    var environment = Environment.inherited
    if folder != root { environment = searchingCopy(folder, standIn, environment) }
    let programs = URL(filePath: standIn?.executable ?? interpreter.executable).deletingLastPathComponent().path
    let searched = [programs] + Environment.searchedFolders(in: environment)
    environment = Environment.setting("PATH", to: searched.joined(separator: ":"), in: environment)
    let shell = Program(
      executable: "/bin/sh",
      arguments: ["-c", command],
      environment: environment,
      workingDirectory: folder
    )
    do {
      return try ColdStart().run(shell)
    } catch {
      throw .launching(error)
    }
  }

  private func runOnce(
    _ target: String,
    _ driver: String,
    _ event: Event?,
    _ folder: String,
    _ python: String,
    _ environment: [String: String],
    _ scratch: String
  ) throws(RecordingError) -> Result {
    let eventFile = "\(scratch)/event"
    let resultFile = "\(scratch)/result"
    do {
      try (event?.literal ?? "{}").write(toFile: eventFile, atomically: false, encoding: .utf8)
      if FileManager.default.fileExists(atPath: resultFile) { try FileManager.default.removeItem(atPath: resultFile) }
    } catch {
      throw .scratchFolder(path: scratch, reason: SystemReason.of(error))
    }
    let program = Program(
      executable: python,
      arguments: ["-c", driver, folder, target, eventFile, event?.name ?? "", resultFile],
      environment: environment,
      workingDirectory: folder
    )
    let outcome = try launch(program)
    guard outcome.isSuccess else { throw .programFailed(program: target, outcome: outcome) }
    guard let text = try? String(contentsOfFile: resultFile, encoding: .utf8) else {
      throw .resultMissing(program: target)
    }
    let lines = text.split(separator: "\n", maxSplits: 1)
    if lines.count == 2, lines[0] == "refused" {
      throw .answerUnusable(program: target, reason: lines[1].trimmingCharacters(in: .newlines))
    }
    let figures = lines[0].split(separator: " ").compactMap { UInt64($0) }
    guard lines.count == 2, figures.count == 5 else { throw .resultMissing(program: target) }
    func span(_ from: UInt64, _ to: UInt64) -> Duration { .nanoseconds(Int64(to) - Int64(from)) }
    return Result(
      outcome: outcome,
      response: String(lines[1]).trimmingCharacters(in: .newlines),
      coldStart: span(outcome.spawned, figures[2]),
      parts: (
        span(outcome.spawned, figures[0]), span(figures[0], figures[1]), span(figures[1], figures[2])
      ),
      peakMemory: Int(figures[3]),
      isPeakMemoryExact: true,
      moduleCount: Int(figures[4])
    )
  }

  private func runCommand(
    _ words: [String],
    _ folder: String,
    _ standIn: EnvironmentStandIn?,
    _ environment: [String: String]
  ) throws(RecordingError) -> Result {
    // An argument that names a file of the program's names the copy's file in the copy.
    let words = words.map { $0.hasPrefix(root + "/") ? folder + $0.dropFirst(root.count) : $0 }
    guard let name = words.first else { throw .interpreterNotFound(searched: ["a command"]) }
    // An environment below the root is not in the copy.
    let found =
      Interpreter.isNamed(by: name)
      ? interpreter.executable
      : Environment.find(name, in: environment, workingDirectory: folder)
        ?? Environment.find(name, in: environment, workingDirectory: root)
    guard let found else { throw .commandNotFound(name, in: environment) }
    let launched = standIn.map { launching(found, by: $0) } ?? (executable: found, arguments: [])
    let outcome = try launch(
      Program(
        executable: launched.executable,
        arguments: launched.arguments + words.dropFirst(),
        environment: environment,
        workingDirectory: folder
      )
    )
    return Result(
      outcome: outcome,
      response: nil,
      coldStart: outcome.wall,
      parts: nil,
      peakMemory: outcome.peakMemory.bytes,
      isPeakMemoryExact: outcome.isPeakMemoryExact,
      moduleCount: nil
    )
  }

  /// A script is run by the interpreter that its first line names: the stand-in, where that is the program's own.
  private func launching(_ found: String, by standIn: EnvironmentStandIn) -> (executable: String, arguments: [String]) {
    if found == interpreter.executable { return (standIn.executable, []) }
    let head = FileHandle(forReadingAtPath: found)?.readData(ofLength: 512) ?? Data()
    let line = String(decoding: head.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    let words = line.hasPrefix("#!") ? line.dropFirst(2).split(separator: " ").map(String.init) : []
    guard let first = words.first, Interpreter.isNamed(by: first) else { return (found, []) }
    return (standIn.executable, words.dropFirst() + [found])
  }

  private func launch(_ program: Program) throws(RecordingError) -> Outcome {
    do {
      return try ColdStart().run(program, timeout: timeout)
    } catch {
      throw .launching(error)
    }
  }

  /// An installation that points back into the original (an editable one, say) must find the copy first.
  private func searchingCopy(
    _ folder: String,
    _ standIn: EnvironmentStandIn?,
    _ environment: [String: String]
  ) -> [String: String] {
    let inside = interpreter.searchPath.filter {
      ($0 == root || $0.hasPrefix(root + "/")) && !$0.hasPrefix(interpreter.prefix + "/")
    }
    var entries = inside.map { folder + $0.dropFirst(root.count) }
    if let own = environment["PYTHONPATH"] {
      entries += own.split(separator: ":").map { entry in
        // The program finds relative entries from its folder.
        let path = URL(filePath: String(entry), relativeTo: URL(filePath: root + "/")).standardizedFileURL.path
        if let copy = standIn?.folders[path] { return copy }
        return path == root || path.hasPrefix(root + "/") ? folder + path.dropFirst(root.count) : path
      }
    }
    return entries.isEmpty
      ? environment : Environment.setting("PYTHONPATH", to: entries.joined(separator: ":"), in: environment)
  }
}
