import AgentShims
import CPython

nonisolated(unsafe) private var startThread: Object?
nonisolated(unsafe) private var runThread: Object?

/// Gives every thread that Python code starts the profile hook, which before 3.12 is a thread's own.
///
/// `_thread.start_new_thread` is replaced, before `threading` takes its reference, by a function that starts the thread
/// with a step in front. What is lost: threads that C code has made itself, which call into Python without it.
func watchThreadStarts(_ python: Python) {
  guard let module = python.item(python.moduleDictionary(), "_thread"),
    let original = python.attributeOrNil(module, "start_new_thread"),
    let replacement = python.function("start_new_thread", start),
    let step = python.function("start_new_thread", run)
  else { return }
  (startThread, runThread) = (original, step)
  set(module, "start_new_thread", replacement, python)
  set(module, "start_new", replacement, python)
  if let threading = python.item(python.moduleDictionary(), "threading") {
    set(threading, "_start_new_thread", replacement, python)
  }
}

private func set(_ module: Object, _ name: StaticString, _ value: Object, _ python: Python) {
  let name = UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
  if python.setAttribute(module, name, value) != 0 { python.clearError() }
}

private let start: PyCFunctionWithKeywords = { _, arguments, keywords in
  guard let agent else { return nil }
  let python = agent.pointee.python
  // What cannot start a thread is left to the original to refuse.
  guard keywords == nil, python.canStartThread(arguments), let runThread, let wrapped = python.newTuple(2) else {
    return python.call(startThread, arguments, keywords)
  }
  python.retain(runThread)
  python.retain(arguments)
  _ = python.setTupleItem(wrapped, 0, runThread)
  _ = python.setTupleItem(wrapped, 1, arguments)
  let identifier = python.call(startThread, wrapped, nil)
  python.release(wrapped)
  return identifier
}

private let run: PyCFunctionWithKeywords = { _, arguments, _ in
  guard let agent else { return nil }
  let python = agent.pointee.python
  setProfileHook(python)
  let function = python.tupleItem(arguments, 0)
  let named = python.tupleSize(arguments) > 2 ? python.tupleItem(arguments, 2) : nil
  guard let result = python.call(function, python.tupleItem(arguments, 1), named) else {
    // The interpreter would name the step, not the function, in its message.
    guard !python.isSystemExit() else { return nil }
    python.writeUnraisable("in thread started by", function)
    return python.newNone()
  }
  return result
}
