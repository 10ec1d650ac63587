import AgentShims
import CPython
import EventLayout

/// Finds the moment at which the program has ended and the interpreter begins to shut down: what runs then (functions of
/// `atexit`, generators being closed, `__del__`) is no use of anything.
///
/// No audit event tells of it (`Py_FinalizeEx` raises its first one when all of that is over), and a function of `atexit`
/// would be seen. So the agent waits for the outermost frame to be left, by a return or an exception, and where
/// `threading` is loaded then also for `threading._shutdown`, in which the interpreter waits for the other threads.
enum ProgramEnd {
  nonisolated(unsafe) private static var awaited: Object?
  nonisolated(unsafe) private static var isPassed = false

  /// Whether the outermost frame has not been seen yet.
  static var isUnknown: Bool { awaited == nil && !isPassed }

  static func isAwaited(_ code: Object) -> Bool { awaited == code }

  /// Takes note of a code object that starts, if it is the program's outermost one.
  ///
  /// A script's body has no caller; below `-m`, a folder or an archive stands `runpy._run_module_as_main`. Other functions
  /// without a caller are called by the interpreter itself, such as a codec for the script's text.
  static func note(_ code: Object, _ frame: Object?, _ python: Python) -> Bool {
    guard let name = python.attributeOrNil(code, "co_name") else { return false }
    let isOutermost = python.withBytes(of: name) { $0.equals("<module>") || $0.equals("_run_module_as_main") } ?? false
    python.release(name)
    guard isOutermost else { return false }
    if let caller = python.caller(ofFrame: frame) {
      python.release(caller)
      // The attribute, which 3.8 has instead of the function, holds `None` for no caller.
      guard caller == python.none else { return false }
    }
    python.retain(code)
    awaited = code
    return true
  }

  /// A harness that tells the phases itself knows better.
  static func leaveToHarness() {
    awaited = nil
    isPassed = true
  }

  /// The awaited frame has been left: returns the code to wait for next, or begins the exit.
  static func pass(_ agent: UnsafeMutablePointer<Agent>) -> Object? {
    let python = agent.pointee.python
    let isFirst = !isPassed
    isPassed = true
    awaited = nil
    if isFirst, let code = threadShutdown(python) {
      awaited = code
      return code
    }
    begin(LIBPROF_PHASE_EXIT, nil, agent)
    return nil
  }

  private static func threadShutdown(_ python: Python) -> Object? {
    guard let threading = python.item(python.moduleDictionary(), "threading"),
      let function = python.item(python.namespace(ofModule: threading), "_shutdown")
    else { return nil }
    return python.attributeOrNil(function, "__code__")
  }
}
