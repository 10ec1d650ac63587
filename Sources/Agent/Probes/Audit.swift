import AgentShims
import CPython
import EventLayout

/// Hears every audit event (PEP 578) from the first moment of the interpreter on; cheap for all that it does not know.
///
/// It is the way in: the import of `_signal` is the first moment at which the import machinery is complete (that of
/// `site`, where signals are left alone), and `cpython.run_…` is the last one before the program begins. A harness tells the program's phases by
/// `sys.audit("libprof.phase", KIND, NAME)`, which costs nothing where nobody listens.
let heard: Python.AuditHook = { event, arguments, _ in
  guard let event else { return 0 }
  let initial = UInt8(bitPattern: event[0])
  // Also where the agent has stepped aside: the hook stays until the end.
  if initial == UInt8(ascii: "c"), isText(event, "cpython._PySys_ClearAuditHooks") { prepareHookRelease() }
  guard let agent else { return 0 }
  if agent.pointee.recordsEffects { noteAction(event, arguments, agent) }
  switch initial {
  case UInt8(ascii: "i"):
    if !agent.pointee.isAttached, isText(event, "import"), isCue(arguments, agent.pointee.python) { attach(agent) }
  case UInt8(ascii: "c"):
    if agent.pointee.isAttached, isText(event, "compile") { noteCompilation(arguments, agent) }
    if !agent.pointee.hasStarted, strncmp(event, "cpython.run_", 12) == 0, !isText(event, "cpython.run_startup") {
      agent.pointee.hasStarted = true
      attach(agent)
      begin(LIBPROF_PHASE_INITIALIZATION, nil, agent)
      if agent.pointee.recordsCalls { startRecordingCalls(agent) }
    }
  case UInt8(ascii: "l"):
    if isText(event, "libprof.phase") { changePhase(arguments, agent) }
  case UInt8(ascii: "s"):
    if agent.pointee.hasStarted, isText(event, "sys.setprofile") { noteProfileFunction(agent) }
    if agent.pointee.hasStarted, isText(event, "sys.settrace") { noteTraceFunction(agent) }
    if agent.pointee.hasStarted, isText(event, "sys.monitoring.register_callback") { shareMonitoring(agent) }
  default:
    break
  }
  return 0
}

private func isCue(_ arguments: Object?, _ python: Python) -> Bool {
  python.withBytes(of: python.tupleItem(arguments, 0)) { $0.isEqual(to: "_signal") || $0.isEqual(to: "site") } ?? false
}

/// Puts the probes of the import machinery in place, once.
private func attach(_ agent: UnsafeMutablePointer<Agent>) {
  guard !agent.pointee.isAttached else { return }
  agent.pointee.isAttached = true
  let header = agent.pointee.session.log.header
  prepareEffects(agent)
  guard agent.pointee.recordsImports else {
    header.pointee.state = LIBPROF_AGENT_ATTACHED.rawValue
    return
  }
  watchExecutions(agent.pointee.python)
  guard watchLoads(agent.pointee.python), watchImportStatements(agent.pointee.python) else {
    header.pointee.state = LIBPROF_AGENT_ATTRIBUTE_MISSING.rawValue
    return
  }
  header.pointee.state = LIBPROF_AGENT_ATTACHED.rawValue
  startObservingEffects(agent)
}

private func changePhase(_ arguments: Object?, _ agent: UnsafeMutablePointer<Agent>) {
  let python = agent.pointee.python
  ProgramEnd.leaveToHarness()
  let kind = python.withBytes(of: python.tupleItem(arguments, 0)) { bytes -> LibprofPhase in
    if bytes.begins(with: "invocation") { return LIBPROF_PHASE_INVOCATION }
    return bytes.begins(with: "exit") ? LIBPROF_PHASE_EXIT : LIBPROF_PHASE_INITIALIZATION
  }
  begin(kind ?? LIBPROF_PHASE_INITIALIZATION, python.tupleItem(arguments, 1), agent)
  rearmCalls(agent)
}

func begin(_ phase: LibprofPhase, _ name: Object?, _ agent: UnsafeMutablePointer<Agent>) {
  let number = agent.number(of: name)
  agent.pointee.session.begin(phase, name: number)
}
