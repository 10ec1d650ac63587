/// Why an event log cannot be read.
public enum EventLogError: Error, Sendable, Equatable, CustomStringConvertible {
  case unreadable(path: String, reason: String)
  case empty(path: String)
  case notALog(path: String)
  case otherVersion(path: String, found: Int, expected: Int)

  /// What happened, why, and what to do.
  public var description: String {
    switch self {
    case .unreadable(let path, let reason): "The event log \(path) cannot be read: \(reason)."
    case .empty(let path): "The event log \(path) is empty: its process ended before anything was noted."
    case .notALog(let path): "\(path) is no event log of libprof's."
    case .otherVersion(let path, let found, let expected):
      "The event log \(path) has layout \(found), this libprof reads \(expected): the agent beside libprof is of another "
        + "version; build both together."
    }
  }
}
