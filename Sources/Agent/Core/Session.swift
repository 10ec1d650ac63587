import AgentShims
import EventLayout

/// What the agent knows in one process: its log, the strings in it, and where the program is.
struct Session {
  var log: Log
  var names = NameTable()
  var seenImports = SeenTable()
  var seenCalls = SeenTable()
  var seenCodes = SeenTable()
  var seenLines = SeenTable()
  /// Where in the log the calls of a code object are counted, as a number of 8-byte steps.
  var counters = SeenTable()
  /// Numbers of the files that were compiled.
  var compiledFiles = SeenTable()
  var loads: UInt32 = 0
  var phase: UInt32 = 0
  private var remarks: UInt32 = 0

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

  /// Says once what the rest of the log lacks.
  mutating func remark(_ remark: LibprofRemark) {
    let bit: UInt32 = 1 << (remark.rawValue & 31)
    guard remarks & bit == 0 else { return }
    remarks |= bit
    var record = LibprofRemarkRecord()
    record.remark = remark.rawValue
    log.append(record, LIBPROF_RECORD_REMARK)
  }

  /// What the tables take of the program's memory.
  var byteCount: Int {
    names.byteCount &+ seenImports.byteCount &+ seenCalls.byteCount &+ seenCodes.byteCount &+ seenLines.byteCount
      &+ counters.byteCount &+ compiledFiles.byteCount
  }

  /// Gives the memory of the tables back; the session must not be used afterwards.
  func freeTables() {
    names.free()
    seenImports.free()
    seenCalls.free()
    seenCodes.free()
    seenLines.free()
    counters.free()
    compiledFiles.free()
  }

  mutating func end() {
    var record = LibprofEndRecord()
    record.time = agent_clock()
    log.append(record, LIBPROF_RECORD_END)
  }
}
