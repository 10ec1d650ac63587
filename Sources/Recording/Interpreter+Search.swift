internal import Foundation
public import Launching

extension Interpreter {
  /// The oldest CPython with what the agent needs: audit hooks (PEP 578).
  static let oldest = (3, 8)

  /// Finds the interpreter to use and asks it about itself.
  ///
  /// - Parameters:
  ///   - named: what the user asked for; otherwise the active virtual environment's, `.venv` below the folder, or `python3`
  ///     in the search path.
  ///   - folder: where the program is.
  ///   - environment: the variables that name the search path and the virtual environment.
  /// - Returns: the interpreter.
  /// - Throws: `RecordingError` if there is none, or if it is no CPython from 3.8 on.
  public static func find(named: String?, below folder: String, environment: [String: String] = Environment.inherited)
    throws(RecordingError) -> Interpreter
  {
    if let named {
      guard let path = Environment.find(named, in: environment) else {
        throw .interpreterNotFound(searched: [named])
      }
      return try describe(path)
    }
    guard let usual = usual(below: folder, environment: environment) else {
      throw .interpreterNotFound(searched: candidates(below: folder, environment).map(\.path))
    }
    return try describe(usual.path)
  }

  /// The interpreter that is used where none is named, without a look at whether it can be.
  ///
  /// - Returns: its path, and the variable of the environment that it is due to; nil if there is none.
  public static func usual(below folder: String, environment: [String: String] = Environment.inherited)
    -> (path: String, variable: String?)?
  {
    candidates(below: folder, environment).lazy.compactMap { candidate in
      Environment.find(candidate.path, in: environment).map { ($0, candidate.variable) }
    }
    .first
  }

  private typealias Candidate = (path: String, variable: String?)

  private static func candidates(below folder: String, _ environment: [String: String]) -> [Candidate] {
    let active = environment["VIRTUAL_ENV"].map { [Candidate(path: "\($0)/bin/python", variable: "VIRTUAL_ENV")] }
    let own = ["\(folder)/.venv/bin/python", "\(folder)/venv/bin/python"].map { Candidate(path: $0, variable: nil) }
    let found = ["python3", "python"].map { Candidate(path: $0, variable: "PATH") }
    return (active ?? []) + own + found
  }

  /// Starts an interpreter to learn its version and its folders.
  public static func describe(_ path: String) throws(RecordingError) -> Interpreter {
    // Runs on any Python, so that an old one can be named as such.
    let question = """
      import sys
      out = [sys.executable, "%d.%d.%d" % sys.version_info[:3], sys.prefix, getattr(sys, "base_prefix", sys.prefix),
             getattr(getattr(sys, "implementation", None), "name", "cpython"), getattr(sys, "abiflags", "")]
      sys.stdout.write("\\n".join(out + [p for p in sys.path if p]))
      """
    let outcome: Outcome
    do {
      outcome = try ColdStart().run(Program(executable: path, arguments: ["-c", question]), timeout: .seconds(30))
    } catch {
      throw .launching(error)
    }
    let lines = outcome.standardOutput.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard outcome.isSuccess, lines.count >= 6 else {
      let said = outcome.standardError.text.split(separator: "\n").last.map { ": \($0)" } ?? ""
      throw .interpreterUnusable(path: path, reason: "asked for its version, it \(outcome.termination)\(said)")
    }
    let version = lines[1].split(separator: ".").compactMap { Int($0) }
    guard lines[4] == "cpython" else {
      throw .interpreterUnusable(path: path, reason: "it is \(lines[4]) \(lines[1]), and the agent knows CPython only")
    }
    guard version.count == 3, (version[0], version[1]) >= oldest else {
      throw .interpreterUnusable(
        path: path,
        reason: "it is Python \(lines[1]), and the agent needs \(oldest.0).\(oldest.1) or newer (audit hooks)"
      )
    }
    guard !lines[5].contains("t") else {
      throw .interpreterUnusable(
        path: path,
        reason: "it is a free-threaded build of \(lines[1]), which is not supported yet"
      )
    }
    return Interpreter(
      executable: lines[0].isEmpty ? path : lines[0],
      version: lines[1],
      prefix: lines[2],
      basePrefix: lines[3],
      searchPath: Array(lines.dropFirst(6))
    )
  }

  /// Whether usage can be recorded without disturbing the times: `sys.monitoring` (PEP 669) is there from 3.12 on.
  var hasMonitoring: Bool {
    let numbers = version.split(separator: ".").compactMap { Int($0) }
    return numbers.count >= 2 && (numbers[0], numbers[1]) >= (3, 12)
  }
}

extension Interpreter {
  /// Finds the interpreter that a command would be run by: the command itself if it is a Python, or the one in the first
  /// line of its script.
  ///
  /// - Throws: `RecordingError` as `find(named:below:)` does, also if the command does not exist.
  public static func find(running command: String, below folder: String) throws(RecordingError) -> Interpreter {
    if isNamed(by: command) { return try find(named: command, below: folder) }
    guard let path = Environment.find(command, workingDirectory: folder) else {
      throw .commandNotFound(command, in: Environment.inherited)
    }
    let head = FileHandle(forReadingAtPath: path)?.readData(ofLength: 512) ?? Data()
    let line = String(decoding: head.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    guard line.hasPrefix("#!"), let word = line.dropFirst(2).split(separator: " ").last, word.contains("python") else {
      return try find(named: nil, below: folder)
    }
    return try find(named: String(word), below: folder)
  }

  /// Whether the first word of a command is a Python.
  static func isNamed(by command: String) -> Bool {
    URL(filePath: command).lastPathComponent.hasPrefix("python")
  }
}
