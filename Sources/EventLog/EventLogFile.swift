internal import EventLayout
internal import Foundation

/// An event log as one process left it, whole or cut short.
public struct EventLogFile: Sendable {
  /// What became of the agent in the process.
  public enum AgentState: Sendable, Equatable {
    case waiting, attached, interpreterTooOld, freeThreaded
    case symbolMissing(String)
    case attributeMissing
  }

  /// The process and the one that started it.
  public let process: Int32, parent: Int32
  /// Nanoseconds of the monotonic clock when the agent was loaded.
  public let began: UInt64
  /// What became of the agent.
  public let state: AgentState
  /// `Py_GetVersion()`.
  public let interpreter: String
  /// Whether there was no room for all that the agent wanted to write.
  public let isFull: Bool
  /// Everything noted, in order.
  public let records: [Record]

  /// Whether the log ends before the process did.
  public var isCut: Bool {
    guard !isFull, case .end = records.last else { return true }
    return false
  }

  /// Reads a log file.
  ///
  /// - Throws: `EventLogError` if it cannot be read, is no event log, or has another version's layout. A log that is cut
  ///   short is no error.
  public init(path: String) throws(EventLogError) {
    let data: Data
    do {
      data = try Data(contentsOf: URL(filePath: path))
    } catch {
      throw .unreadable(path: path, reason: error.localizedDescription)
    }
    try self.init(path: path, bytes: [UInt8](data))
  }

  /// Reads a log from its bytes; `path` is for messages.
  public init(path: String, bytes: [UInt8]) throws(EventLogError) {
    var reader = LogReader(bytes)
    // The agent made the file, and its process ended before anything was written.
    guard bytes.prefix(MemoryLayout<LibprofLogHeader>.size).contains(where: { $0 != 0 }) else {
      throw .empty(path: path)
    }
    guard let header = reader.header, header.magic == LIBPROF_LOG_MAGIC else { throw .notALog(path: path) }
    guard header.version == UInt32(LIBPROF_LOG_VERSION) else {
      throw .otherVersion(path: path, found: Int(header.version), expected: Int(LIBPROF_LOG_VERSION))
    }
    process = header.process
    parent = header.parent
    began = header.began
    isFull = header.is_full != 0
    interpreter = LogReader.text(of: header.interpreter)
    let detail = LogReader.text(of: header.detail)
    state =
      switch header.state {
      case LIBPROF_AGENT_ATTACHED.rawValue: .attached
      case LIBPROF_AGENT_INTERPRETER_TOO_OLD.rawValue: .interpreterTooOld
      case LIBPROF_AGENT_FREE_THREADED.rawValue: .freeThreaded
      case LIBPROF_AGENT_SYMBOL_MISSING.rawValue: .symbolMissing(detail)
      case LIBPROF_AGENT_ATTRIBUTE_MISSING.rawValue: .attributeMissing
      default: .waiting
      }
    records = reader.records(from: Int(header.header_size))
  }
}
