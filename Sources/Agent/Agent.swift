import AgentShims
import CPython
import EventLayout

/// The agent of this process: what it calls, what it has noted, and how far it has come.
///
/// Everything happens while the interpreter's lock is held, so there is one writer at a time. Probes reach the session
/// only for the length of one statement: Python code may run, and come back here, whenever the interpreter is called.
struct Agent {
  let python: Python
  var session: Session
  var isAttached = false
  var hasStarted = false
  let recordsImports: Bool
  let recordsMemory: Bool
  let recordsCalls: Bool
  /// Whether calls outside of loads are counted, which takes time for each of them.
  let countsCalls: Bool
  let recordsEffects: Bool
  /// Whether the lines of functions are noted that run.
  let recordsLines: Bool
}

nonisolated(unsafe) var agent: UnsafeMutablePointer<Agent>?

/// The folder for logs, kept because the program may clear its environment before it forks.
nonisolated(unsafe) private var logFolder: UnsafeMutablePointer<CChar>?

extension UnsafeMutablePointer<Agent> {
  /// The log's number of a Python string; 0 for what is none.
  func number(of text: Object?) -> UInt32 {
    pointee.python.withBytes(of: text) { pointee.session.number(of: $0) } ?? 0
  }
}

/// Opens the log and asks the interpreter to be called; does nothing in a process that is no Python.
@c @implementation
public func libprof_agent_loaded() {
  guard let folder = getenv(LIBPROF_ENVIRONMENT_LOGS), let version = interpreterVersion() else { return }
  logFolder = strdup(folder)
  guard let log = openLog() else { return }
  let header = log.header
  header.pointee.state = LIBPROF_AGENT_WAITING.rawValue
  withUnsafeMutableBytes(of: &header.pointee.interpreter) { field in
    guard let start = field.baseAddress else { return }
    strncpy(start.assumingMemoryBound(to: CChar.self), version, field.count &- 1)
  }
  guard strstr(version, "free-threading") == nil else {
    return giveUp(log, LIBPROF_AGENT_FREE_THREADED)
  }
  guard Python.address("PySys_AddAuditHook") != nil else {
    return giveUp(log, LIBPROF_AGENT_INTERPRETER_TOO_OLD)
  }
  guard let python = Python(missing: { note($0, in: header) }) else {
    return giveUp(log, LIBPROF_AGENT_SYMBOL_MISSING)
  }
  let fresh = UnsafeMutablePointer<Agent>.allocate(capacity: 1)
  fresh.initialize(
    to: Agent(
      python: python,
      session: Session(log: log),
      recordsImports: isWanted("imports", otherwise: true),
      recordsMemory: isWanted("memory", otherwise: true),
      recordsCalls: isWanted("calls", otherwise: true),
      countsCalls: isWanted("counts", otherwise: false),
      recordsEffects: isWanted("effects", otherwise: false),
      recordsLines: isWanted("lines", otherwise: false)
    )
  )
  noteRuntime(in: &fresh.pointee.session.log)
  fresh.pointee.session.begin(LIBPROF_PHASE_INTERPRETER_START)
  agent = fresh
  addAuditHook(heard, python)
}

/// Ends the log in good order.
@c @implementation
public func libprof_agent_unloaded() {
  guard let agent else { return }
  agent.pointee.session.end()
  agent.pointee.session.log.close()
  stepAside()
}

/// Leaves the parent's log alone and begins one for the child.
@c @implementation
public func libprof_agent_forked() {
  guard let agent else { return }
  let head = agent.pointee.session.log.header.pointee
  agent.pointee.session.log.abandon()
  guard let log = openLog() ?? emptyLog() else { return stepAside() }
  log.header.pointee.interpreter = head.interpreter
  log.header.pointee.state = head.state
  agent.pointee.session.freeTables()
  agent.pointee.session = Session(log: log)
  noteRuntime(in: &agent.pointee.session.log)
  agent.pointee.session.begin(LIBPROF_PHASE_INITIALIZATION)
  agent_set_current_load(0)
  _ = agent_exchange_announced(false)
}

/// What the probes in place write to where there is no room for a log; they pass every call on as before.
private func emptyLog() -> Log? {
  agent_pages(MemoryLayout<LibprofLogHeader>.size).map { Log(keepingNothingIn: $0) }
}

/// From here on no probe finds an agent: for a process that ends.
private func stepAside() {
  agent = nil
}

/// Whether the host asks for a probe; `otherwise` where it names none.
private func isWanted(_ probe: StaticString, otherwise: Bool) -> Bool {
  guard let probes = getenv(LIBPROF_ENVIRONMENT_PROBES) else { return otherwise }
  return strstr(probes, UnsafeRawPointer(probe.utf8Start).assumingMemoryBound(to: CChar.self)) != nil
}

private func interpreterVersion() -> UnsafePointer<CChar>? {
  guard let address = Python.address("Py_GetVersion") else { return nil }
  return unsafeBitCast(address, to: (@convention(c) () -> UnsafePointer<CChar>?).self)()
}

/// Tells a sampler, which reads from outside, where the interpreter's state is.
private func noteRuntime(in log: inout Log) {
  var record = LibprofInterpreterRecord()
  record.runtime = UInt64(UInt(bitPattern: Python.address("_PyRuntime")))
  log.append(record, LIBPROF_RECORD_INTERPRETER)
}

private func note(_ name: StaticString, in header: UnsafeMutablePointer<LibprofLogHeader>) {
  withUnsafeMutableBytes(of: &header.pointee.detail) { field in
    let count = name.utf8CodeUnitCount < field.count ? name.utf8CodeUnitCount : field.count &- 1
    if let start = field.baseAddress { memcpy(start, name.utf8Start, count) }
  }
}

private func giveUp(_ log: Log, _ state: LibprofAgentState) {
  log.header.pointee.state = state.rawValue
  log.close()
}

/// Begins the log `<process>-<clock>.events` in the folder that the host named; nil if that cannot be.
private func openLog() -> Log? {
  guard let folder = logFolder else { return nil }
  let capacity = strlen(folder) &+ 64
  guard let path = malloc(capacity)?.assumingMemoryBound(to: CChar.self) else { return nil }
  agent_log_name(path, capacity, folder, agent_clock())
  guard let log = Log(path: path) else { return nil }
  log.header.initialize(to: LibprofLogHeader())
  log.header.pointee.magic = LIBPROF_LOG_MAGIC
  log.header.pointee.version = UInt32(LIBPROF_LOG_VERSION)
  log.header.pointee.header_size = UInt32(MemoryLayout<LibprofLogHeader>.size)
  log.header.pointee.process = getpid()
  log.header.pointee.parent = getppid()
  log.header.pointee.began = agent_clock()
  return log
}
