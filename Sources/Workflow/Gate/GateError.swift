public import Publishing
public import Recording
public import Verification

/// Why a start could not be checked.
public enum GateError: Error, Sendable, CustomStringConvertible {
  case recording(RecordingError)
  case publishing(PublishingError)
  case verification(VerificationError)
  case copy(file: String, reason: String)
  case baselineUnreadable(file: String, reason: String)
  case notABaseline(file: String)
  case baselineMissing(setting: String, line: Int)
  case nothingToCheck
  case workloadUnreadable(file: String, reason: String)
  case workloadLine(file: String, line: Int, text: String)
  case budgetNotATable(file: String)

  /// What happened, why, and what to do.
  public var description: String {
    switch self {
    case .recording(let error): "\(error)"
    case .publishing(let error): "\(error)"
    case .verification(let error): "\(error)"
    case .copy(let file, let reason):
      "\(file) cannot be brought back to the revision in a copy: \(reason). Set TMPDIR to a folder with room."
    case .baselineUnreadable(let file, let reason):
      "The baseline \(file) cannot be read: \(reason). Write it with `libprof check --update`."
    case .notABaseline(let file):
      "\(file) is there, and is no baseline that this libprof has written: it stays as it is. Name another file with --baseline."
    case .baselineMissing(let setting, let line):
      "\(Configuration.file):\(line): `\(setting)` is a share of a baseline, and there is none. Write one with "
        + "`libprof check --update`, or name one with --baseline or --base."
    case .nothingToCheck:
      "There is nothing to check against: write limits into [tool.libprof.budget] of \(Configuration.file) (init = 3.0, "
        + "modules = 400, forbidden = [\"pandas\"]), or name a revision with --base."
    case .workloadUnreadable(let file, let reason):
      "The workload \(file) cannot be read: \(reason). Give a recording, JSON as {\"EVENT\": COUNT}, or a line EVENT COUNT for "
        + "each."
    case .workloadLine(let file, let line, let text):
      "\(file):\(line): “\(text)” is no count: write EVENT COUNT, as in events/order.json 120."
    case .budgetNotATable(let file):
      "\(file) sets the budget in another form than a table: write [tool.libprof.budget] on a line of its own, so that --limits "
        + "can find it. Nothing was changed."
    }
  }
}
