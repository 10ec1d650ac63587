import AgentShims
import EventLayout

/// What the agent knows in one process: its log, the strings in it, and where the program is.
struct Session {
  var log: Log
  var names = NameTable()
  var seenImports = SeenTable()
  var seenCalls = SeenTable()
  var seenCodes = SeenTable()
  /// Numbers of the files that were compiled.
  var compiledFiles = SeenTable()
  var loads: UInt32 = 0
  var phase: UInt32 = 0

  init(log: Log) {
    self.log = log
  }

  /// The number of a string, written to the log when it is new.
  mutating func number(of text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let (number, isNew) = names.number(of: text)
    if isNew {
      var record = LibprofStringRecord()
      record.string = number
      record.length = UInt32(truncatingIfNeeded: text.count)
      log.append(record, LIBPROF_RECORD_STRING, text: text)
    }
    return number
  }

  mutating func begin(_ kind: LibprofPhase, name: UInt32 = 0) {
    phase = phase &+ 1
    var record = LibprofPhaseRecord()
    record.phase = kind.rawValue
    record.name = name
    record.time = agent_clock()
    log.append(record, LIBPROF_RECORD_PHASE)
  }

  mutating func end() {
    var record = LibprofEndRecord()
    record.time = agent_clock()
    log.append(record, LIBPROF_RECORD_END)
  }
}
