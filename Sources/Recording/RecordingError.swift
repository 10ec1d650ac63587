public import Launching

/// Why a program could not be recorded, or a recording not be read.
public enum RecordingError: Error, Sendable, CustomStringConvertible {
  case launching(LaunchingError)
  case interpreterNotFound(searched: [String])
  case interpreterUnusable(path: String, reason: String)
  case agentNotFound(path: String)
  case agentDidNotAttach(reason: String)
  case noInterpreterStarted(command: String)
  case programFailed(program: String, outcome: Outcome)
  case eventUnreadable(file: String, reason: String)
  case eventNotJSON(file: String, position: (line: Int, column: Int), reason: String)
  case requestUnusable(file: String, reason: String)
  case resultMissing(program: String)
  case answerUnusable(program: String, reason: String)
  case initializationEndMissing(function: String, program: String)
  case scratchFolder(path: String, reason: String)
  case recordingUnreadable(file: String, reason: String)
  case notARecording(file: String)
  case recordingOfOtherVersion(file: String, found: Int, expected: Int)
  case recordingCut(file: String, expected: Int, found: Int)
  case recordingUnwritable(file: String, reason: String)

  /// What happened, why, and what to do.
  public var description: String {
    switch self {
    case .launching(let error): "\(error)"
    case .interpreterNotFound(let searched):
      "No Python interpreter was found (looked for \(searched.joined(separator: ", "))): name one with --python PATH."
    case .interpreterUnusable(let path, let reason):
      "The interpreter \(path) cannot be used: \(reason). Name another one with --python PATH."
    case .agentNotFound(let path): "The agent \(path) is missing beside libprof: run `swift build`, which makes both."
    case .agentDidNotAttach(let reason): "The agent could not attach to the interpreter: \(reason)."
    case .noInterpreterStarted(let command):
      "`\(command)` ended without starting a Python interpreter that the agent could see. Check that it is a Python program, "
        + "that its interpreter is dynamically linked, and that it does not clear LD_PRELOAD."
    case .programFailed(let program, let outcome):
      "The program itself failed, before anything was changed: `\(program)` \(outcome.termination). What it wrote to its "
        + "standard error:\n\(Self.marked(outcome))"
    case .eventUnreadable(let file, let reason): "The event \(file) cannot be read: \(reason)."
    case .eventNotJSON(let file, let position, let reason):
      "\(file):\(position.line):\(position.column): the event is not JSON: \(reason)."
    case .requestUnusable(let file, let reason): "The request \(file) cannot be sent: \(reason)."
    case .resultMissing(let program):
      "`\(program)` ended its process before it could answer; libprof needs the function to return."
    case .answerUnusable(let program, let reason): "`\(program)` gave no answer that can be compared: \(reason)."
    case .initializationEndMissing(let function, let program):
      "`\(program)` never called \(function), which --init-ends names. Check the module and the function, or leave it out."
    case .scratchFolder(let path, let reason):
      "A temporary folder cannot be made in \(path): \(reason). Set TMPDIR to a folder with room."
    case .recordingUnreadable(let file, let reason): "The recording \(file) cannot be read: \(reason)."
    case .notARecording(let file): "\(file) is no recording: make one with `libprof profile -o FILE`."
    case .recordingOfOtherVersion(let file, let found, let expected):
      "The recording \(file) has format \(found), this libprof reads format \(expected): record it again."
    case .recordingCut(let file, let expected, let found):
      "The recording \(file) is cut short: \(found) of \(expected) bytes are there. Record it again."
    case .recordingUnwritable(let file, let reason):
      "The recording \(file) cannot be written: \(reason). Name a file in another folder with -o."
    }
  }

  /// A command that the search path does not have.
  static func commandNotFound(_ name: String, in environment: [String: String]) -> RecordingError {
    let searched = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
    return .launching(.executableNotFound(name: name, searched: searched))
  }

  /// The program's own words, each line marked as such.
  private static func marked(_ outcome: Outcome) -> String {
    let text = outcome.standardError.text
    guard !text.isEmpty else { return "  | (nothing)" }
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .suffix(60)
      .map { "  | \($0)" }
      .joined(separator: "\n")
      .trimmingSuffix("\n  | ")
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
