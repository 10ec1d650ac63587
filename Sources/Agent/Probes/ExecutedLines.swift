import AgentShims
import CPython
import EventLayout

/// `PyTrace_LINE`, which the limited headers leave out.
private let lineEvent: CInt = 2

nonisolated(unsafe) private var isSettingHook = false

/// Sets the trace hook of the calling thread, which before `sys.monitoring` is what tells of lines.
func setLineHook(_ python: Python) {
  isSettingHook = true
  python.setTrace?(traced, nil)
  isSettingHook = false
}

/// A trace function has been set: unless it is ours, no more lines are seen on its thread.
func noteTraceFunction(_ agent: UnsafeMutablePointer<Agent>) {
  guard !isSettingHook, agent.pointee.recordsLines, agent.pointee.python.systemObject("monitoring") == nil else {
    return
  }
  agent.pointee.session.remark(LIBPROF_REMARK_TRACE_HOOK_LOST)
}

private let traced: Python.TraceHook = { _, frame, event, _ in
  guard event == lineEvent, let agent else { return 0 }
  let python = agent.pointee.python
  guard let code = python.code(ofFrame: frame) else { return 0 }
  noteLine(UInt32(truncatingIfNeeded: python.frameLine(frame)), of: code, agent)
  python.release(code)
  return 0
}

/// Records that a line of a function runs, once for each phase, and once more when it first runs outside of loads.
///
/// The bodies of modules and classes are left out: they run whole, but for branches of their own.
func noteLine(_ line: UInt32, of code: Object, _ agent: UnsafeMutablePointer<Agent>) {
  let load = agent_current_load()
  let python = agent.pointee.python
  var fingerprint = Fingerprint()
  fingerprint.mix(word: UInt64(UInt(bitPattern: UnsafeMutableRawPointer(code))))
  fingerprint.mix(line)
  fingerprint.mix(agent.pointee.session.phase)
  fingerprint.mix(load == 0 ? 0 : 1)
  guard !agent.pointee.session.seenLines.contains(fingerprint.value), isFunction(code, python) else { return }
  // The reference is kept: the address of a freed code object would soon be another one's.
  python.retain(code)
  _ = agent.pointee.session.seenLines.note(fingerprint.value)
  guard let number = agent.fileNumber(of: code) else { return }
  var record = LibprofLineRecord()
  record.file = number
  record.line = line
  record.is_in_load = load == 0 ? 0 : 1
  agent.pointee.session.log.append(record, LIBPROF_RECORD_LINE)
}
