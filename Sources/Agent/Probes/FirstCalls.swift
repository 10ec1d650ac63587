import AgentShims
import CPython
import EventLayout

/// `PyTrace_CALL` and `PyTrace_RETURN`, which the limited headers leave out.
private let callEvent: CInt = 0
private let returnEvent: CInt = 3

nonisolated(unsafe) private var disable: Object?
nonisolated(unsafe) private var restartEvents: Object?
nonisolated(unsafe) private var generation: UInt32 = 0
nonisolated(unsafe) private var noArguments: Object?
nonisolated(unsafe) private var isSettingHook = false
/// Whether others have callbacks in the interpreter's monitoring.
///
/// What they disabled must stay so, and `restart_events` knows no owner: from then on nothing is disabled here either, and each
/// call that is told of costs a look into a table.
nonisolated(unsafe) private var isShared = false
/// Asks for a call when a code object returns; nil where the profile hook tells of every return.
nonisolated(unsafe) private var setReturns: ((Object, Python) -> Void)?

/// Begins to note the first execution of every code object: `sys.monitoring` (PEP 669) from 3.12, the C profile hook
/// before, which sees the thread that starts the program and those that `ThreadStarts` gives it to.
func startRecordingCalls(_ agent: UnsafeMutablePointer<Agent>) {
  let python = agent.pointee.python
  noArguments = python.newTuple(0)
  if let monitoring = python.systemObject("monitoring") {
    if !startMonitoring(monitoring, recordsLines: agent.pointee.recordsLines, python) {
      agent.pointee.session.remark(LIBPROF_REMARK_NO_TOOL_NUMBER)
    }
  } else {
    setProfileHook(python)
    watchThreadStarts(python)
  }
}

/// Sets the hooks of the calling thread: the profile hook and, where lines are asked for, the trace hook.
func setProfileHook(_ python: Python) {
  isSettingHook = true
  python.setProfile?(profiled, nil)
  isSettingHook = false
  if agent?.pointee.recordsLines == true { setLineHook(python) }
}

/// A profile function has been set: unless it is ours, no more calls are seen on its thread.
func noteProfileFunction(_ agent: UnsafeMutablePointer<Agent>) {
  guard !isSettingHook, agent.pointee.recordsCalls, restartEvents == nil else { return }
  agent.pointee.session.remark(LIBPROF_REMARK_PROFILE_HOOK_LOST)
}

/// Another tool is about to register its first callback, so it has disabled nothing yet: the last moment to take back what
/// was disabled here.
func shareMonitoring(_ agent: UnsafeMutablePointer<Agent>) {
  guard agent.pointee.recordsCalls, restartEvents != nil, !isShared else { return }
  rearmCalls(agent)
  isShared = true
}

/// Lets every code object be noted once more: the phase has changed, or a load has ended.
func rearmCalls(_ agent: UnsafeMutablePointer<Agent>) {
  generation = generation &+ 1
  guard !isShared, let restartEvents, let noArguments else { return }
  let python = agent.pointee.python
  // A load that failed has its exception set, and nothing may be called on top of it.
  var (kind, value, trace): (Object?, Object?, Object?) = (nil, nil, nil)
  python.fetchError(&kind, &value, &trace)
  python.release(python.call(restartEvents, noArguments, nil))
  python.clearError()
  python.restoreError(kind, value, trace)
}

private func startMonitoring(_ monitoring: Object, recordsLines: Bool, _ python: Python) -> Bool {
  guard let events = python.attributeOrNil(monitoring, "events"),
    let start = python.attributeOrNil(events, "PY_START"),
    let unwind = python.attributeOrNil(events, "PY_UNWIND"),
    let line = python.attributeOrNil(events, "LINE"),
    let wanted = python.newInteger(
      python.integer(start) | python.integer(unwind) | (recordsLines ? python.integer(line) : 0)
    ),
    let callback = python.function("started", started)
  else { return false }
  disable = python.attributeOrNil(monitoring, "DISABLE")
  isShared = isInUse(monitoring, python)
  // Debuggers, coverage, profilers and optimizers have numbers of their own; 3 and 4 belong to nobody.
  for candidate in [4, 3] {
    guard let tool = python.newInteger(candidate),
      call(monitoring, "use_tool_id", [tool, python.newText("libprof")], python)
    else { continue }
    guard call(monitoring, "register_callback", [tool, start, callback], python),
      watchReturns(monitoring, tool, events, unwind, python),
      !recordsLines || watchLines(monitoring, tool, line, python),
      call(monitoring, "set_events", [tool, wanted], python)
    else { return false }
    restartEvents = python.attributeOrNil(monitoring, "restart_events")
    return true
  }
  return false
}

/// Whether any number is taken before ours is: by `sitecustomize`, or a `.pth` file.
private func isInUse(_ monitoring: Object, _ python: Python) -> Bool {
  guard let look = python.attributeOrNil(monitoring, "get_tool") else { return false }
  defer { python.release(look) }
  for number in 0..<6 {
    guard let tuple = python.newTuple(1) else { return false }
    _ = python.setTupleItem(tuple, 0, python.newInteger(number))
    let name = python.call(look, tuple, nil)
    python.release(tuple)
    defer { python.release(name) }
    if name == nil { python.clearError() } else if name != python.none { return true }
  }
  return false
}

/// Registers what is called when a function returns, which is asked for one function at a time, or is left by an
/// exception, which cannot be asked for one alone (3.12 to 3.14).
private func watchReturns(_ monitoring: Object, _ tool: Object, _ events: Object, _ unwind: Object, _ python: Python)
  -> Bool
{
  guard let leaving = python.attributeOrNil(events, "PY_RETURN"), let callback = python.function("left", left) else {
    return false
  }
  setReturns = { code, python in
    _ = call(monitoring, "set_local_events", [tool, code, leaving], python)
  }
  return call(monitoring, "register_callback", [tool, leaving, callback], python)
    && call(monitoring, "register_callback", [tool, unwind, callback], python)
}

/// Registers what is called when a line runs for the first time.
private func watchLines(_ monitoring: Object, _ tool: Object, _ line: Object, _ python: Python) -> Bool {
  guard let callback = python.function("reached", reached) else { return false }
  return call(monitoring, "register_callback", [tool, line, callback], python)
}

/// Calls a function with arguments that stay borrowed; false if it raised.
private func call(_ owner: Object, _ name: StaticString, _ arguments: [Object?], _ python: Python) -> Bool {
  guard let function = python.attributeOrNil(owner, name), let tuple = python.newTuple(arguments.count) else {
    return false
  }
  for (index, argument) in arguments.enumerated() {
    python.retain(argument)
    _ = python.setTupleItem(tuple, index, argument)
  }
  let result = python.call(function, tuple, nil)
  if result == nil { python.clearError() }
  python.release(tuple)
  python.release(function)
  python.release(result)
  return result != nil
}

private let started: PyCFunctionWithKeywords = { _, arguments, _ in
  guard let agent else { return nil }
  let python = agent.pointee.python
  let code = python.tupleItem(arguments, 0)
  if ProgramEnd.isUnknown, let code, ProgramEnd.note(code, python.currentFrame(), python) { setReturns?(code, python) }
  if agent.pointee.countsCalls, agent_current_load() == 0 {
    if let code, count(code, agent) { return python.newNone() }
  } else if let code, isShared {
    noteRepeatedCall(code, agent)
  } else {
    noteCall(code, agent)
  }
  if isShared { return python.newNone() }
  python.retain(disable)
  return disable
}

private let reached: PyCFunctionWithKeywords = { _, arguments, _ in
  guard let agent else { return nil }
  let python = agent.pointee.python
  if let code = python.tupleItem(arguments, 0) {
    noteLine(UInt32(truncatingIfNeeded: python.integer(python.tupleItem(arguments, 1))), of: code, agent)
  }
  if isShared { return python.newNone() }
  python.retain(disable)
  return disable
}

private let left: PyCFunctionWithKeywords = { _, arguments, _ in
  guard let agent else { return nil }
  let python = agent.pointee.python
  if let code = python.tupleItem(arguments, 0), ProgramEnd.isAwaited(code) {
    if let next = ProgramEnd.pass(agent) { setReturns?(next, python) }
  }
  return python.newNone()
}

private let profiled: Python.TraceHook = { _, frame, event, _ in
  guard event == callEvent || event == returnEvent, let agent else { return 0 }
  let python = agent.pointee.python
  guard let code = python.code(ofFrame: frame) else { return 0 }
  guard event == callEvent else {
    if ProgramEnd.isAwaited(code) { _ = ProgramEnd.pass(agent) }
    python.release(code)
    return 0
  }
  if ProgramEnd.isUnknown { _ = ProgramEnd.note(code, frame, python) }
  if agent.pointee.countsCalls, agent_current_load() == 0 {
    _ = count(code, agent)
    python.release(code)
    return 0
  }
  noteRepeatedCall(code, agent)
  python.release(code)
  return 0
}

/// Notes a code object that is told of whenever it runs; quick for all times but the first of a phase or after a load.
private func noteRepeatedCall(_ code: Object, _ agent: UnsafeMutablePointer<Agent>) {
  let key = UInt64(UInt(bitPattern: UnsafeMutableRawPointer(code)))
  switch agent.pointee.session.seenCodes.note(key, generation: generation) {
  case .inThisGeneration: break
  case .again: noteCall(code, agent)
  case .first:
    noteCall(code, agent)
    // The reference is kept: the address of a freed code object would soon be another one's. But the body of a module or a
    // class runs once, and with it all of its constants would stay.
    if isFunction(code, agent.pointee.python) {
      agent.pointee.python.retain(code)
    } else {
      agent.pointee.session.seenCodes.forget(key)
    }
  }
}

/// Counts a call outside of loads, in the record of the first one in this phase.
///
/// - Returns: whether more of them are to be counted.
private func count(_ code: Object, _ agent: UnsafeMutablePointer<Agent>) -> Bool {
  let address = UInt64(UInt(bitPattern: UnsafeMutableRawPointer(code)))
  let key = address &* 64 &+ UInt64(agent.pointee.session.phase)
  if let counter = agent.pointee.session.counters.generation(of: key) {
    return counter != 0 && agent.pointee.session.log.count(callAt: Int(counter) &* 8)
  }
  // The reference is kept: the address of a freed code object would soon be another one's.
  agent.pointee.python.retain(code)
  let record = noteCall(code, agent)
  _ = agent.pointee.session.counters.note(key, generation: UInt32(truncatingIfNeeded: (record ?? 0) / 8))
  return record.map { agent.pointee.session.log.count(callAt: $0) } ?? false
}

/// Records that a code object runs, once for each phase.
///
/// - Returns: where the new record begins in the log; nil if there is none.
@discardableResult
private func noteCall(_ code: Object?, _ agent: UnsafeMutablePointer<Agent>) -> Int? {
  let python = agent.pointee.python
  guard let code, let fileNumber = agent.fileNumber(of: code) else { return nil }
  let name = python.attributeOrNil(code, "co_qualname") ?? python.attributeOrNil(code, "co_name")
  var record = LibprofCallRecord()
  record.load = agent_current_load()
  record.file = fileNumber
  record.line = python.number(code, "co_firstlineno")
  record.name = agent.number(of: name)
  if let name { python.release(name) }
  var fingerprint = Fingerprint()
  fingerprint.mix(record.file)
  fingerprint.mix(record.line)
  fingerprint.mix(record.name)
  fingerprint.mix(agent.pointee.session.phase)
  fingerprint.mix(record.load == 0 ? 0 : 1)
  guard agent.pointee.session.seenCalls.note(fingerprint.value) == .first else { return nil }
  record.is_function = isFunction(code, python) ? 1 : 0
  record.time = agent_clock()
  let offset = agent.pointee.session.log.used
  agent.pointee.session.log.append(record, LIBPROF_RECORD_CALL)
  return agent.pointee.session.log.used > offset ? offset : nil
}

extension UnsafeMutablePointer<Agent> {
  /// The log's number of the file that code is from; nil for the import machinery, which is the agent's own subject.
  func fileNumber(of code: Object) -> UInt32? {
    let python = pointee.python
    guard let file = python.attributeOrNil(code, "co_filename") else { return nil }
    defer { python.release(file) }
    let number = python.withBytes(of: file) { bytes in
      bytes.begins(with: "<frozen importlib") ? 0 : pointee.session.number(of: bytes)
    }
    return number == 0 ? nil : number
  }
}

/// Whether code has `CO_NEWLOCALS`, which the bodies of modules and classes lack.
func isFunction(_ code: Object, _ python: Python) -> Bool { python.number(code, "co_flags") & 2 != 0 }
