public import Foundation
import SourceText

/// A file that holds the output a test expects, rewritten when `LIBPROF_RECORD=1` asks for it.
public enum Golden {
  /// What the comparison found.
  public enum Outcome: Sendable, Hashable, CustomStringConvertible {
    /// The output is the recorded one.
    case same
    /// The output was recorded; it is to be reviewed like any other change.
    case recorded
    /// The output is another one, with the difference as a diff.
    case different(String)
    /// There is nothing to compare with and recording was not asked for, or is refused.
    case missing(String)

    /// What to tell whoever runs the test.
    public var description: String {
      switch self {
      case .same: "as recorded"
      case .recorded: "recorded"
      case .different(let diff): "not as recorded; if it is right, run again with LIBPROF_RECORD=1\n\(diff)"
      case .missing(let path): "\(path) is missing; run with LIBPROF_RECORD=1, not in CI, and review what it writes"
      }
    }

    /// Whether a test may go on.
    public var isFine: Bool { self == .same || self == .recorded }
  }

  /// Whether this run rewrites golden files.
  ///
  /// Continuous integration never does: it would accept anything.
  public static var isRecording: Bool {
    let environment = ProcessInfo.processInfo.environment
    return environment["LIBPROF_RECORD"] == "1" && environment["CI"] != "true"
  }

  /// Compares output with a golden file.
  public static func compare(_ actual: [UInt8], with file: URL) throws -> Outcome {
    let expected = (try? Data(contentsOf: file)).map { [UInt8]($0) }
    if expected == actual { return .same }
    if isRecording {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(actual).write(to: file)
      return .recorded
    }
    guard let expected else { return .missing(file.lastPathComponent) }
    return .different(UnifiedDiff(path: file.lastPathComponent, before: expected, after: actual).text)
  }

  /// Compares output text with a golden file.
  public static func compare(_ actual: String, with file: URL) throws -> Outcome {
    try compare(Array(actual.utf8), with: file)
  }
}
