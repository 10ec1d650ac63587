import AgentShims
import CPython
import EventLayout

/// The loads under way whose effects are noted, with the names of their modules.
nonisolated(unsafe) private var loadsUnderWay: [(load: UInt32, name: Object)] = []
/// What the agent itself sets free may run code that imports: that must not look for changes again.
nonisolated(unsafe) private var isObserving = false
nonisolated(unsafe) private var isWatching = false

/// Makes sure that the probe hears of the exit before modules are taken apart, and after the program's own exit functions.
///
/// Called before loads are watched: `atexit` is built in, and its load is none of the program's.
func prepareEffects(_ agent: UnsafeMutablePointer<Agent>) {
  guard agent.pointee.recordsEffects else { return }
  let python = agent.pointee.python
  guard let atexit = python.importModule("atexit"), let register = python.attributeOrNil(atexit, "register"),
    let function = python.function("libprof_exit", exiting), let arguments = python.newTuple(1)
  else { return python.clearError() }
  _ = python.setTupleItem(arguments, 0, function)
  python.release(python.call(register, arguments, nil))
  for object in [atexit, register, arguments] { python.release(object) }
}

private let exiting: PyCFunctionWithKeywords = { _, _, _ in
  guard let agent else { return nil }
  stopObservingEffects(agent)
  return agent.pointee.python.newTuple(0)
}

/// Remembers the state of the process, from which every load's changes are told.
///
/// The state is compared whenever a load begins or ends. What has changed since the last time is the doing of the load
/// that was under way, so a load inside another one keeps its effects to itself.
func startObservingEffects(_ agent: UnsafeMutablePointer<Agent>) {
  guard agent.pointee.recordsEffects else { return }
  chooseDetection(agent)
  var record = LibprofEffectsWatchedRecord()
  record.has_version_tags = hasVersionTags ? 1 : 0
  agent.pointee.session.log.append(record, LIBPROF_RECORD_EFFECTS_WATCHED)
  isWatching = true
  observeEffects(of: 0, agent)
}

/// A load is about to run.
func beginEffects(of load: UInt32, named name: Object?, _ agent: UnsafeMutablePointer<Agent>) {
  guard isWatching, let name else { return }
  agent.pointee.python.retain(name)
  loadsUnderWay.append((load, name))
}

/// A load has run: notes what it changed since the last load inside it.
func endEffects(of load: UInt32, _ agent: UnsafeMutablePointer<Agent>) {
  guard isWatching else { return }
  observeEffects(of: load, agent)
  preservingError(agent.pointee.python) { noteFilesLeft(by: load, agent) }
  // Threads may end their loads in another order than they began them.
  guard let index = loadsUnderWay.lastIndex(where: { $0.load == load }) else { return }
  agent.pointee.python.release(loadsUnderWay.remove(at: index).name)
}

/// Notes what has changed since the state was last looked at, as the doing of one load; 0 is the program's own doing.
func observeEffects(of load: UInt32, _ agent: UnsafeMutablePointer<Agent>) {
  guard isWatching, !isObserving else { return }
  isObserving = true
  defer { isObserving = false }
  preservingError(agent.pointee.python) {
    let observer = EffectObserver(agent: agent, load: load)
    observer.observeModules()
    observer.observeCollections()
    observer.observeLoggers()
    observer.observeProcess()
  }
}

/// A load that failed has its exception set, and nothing may be called on top of it.
private func preservingError(_ python: Python, _ body: () -> Void) {
  var (kind, value, trace): (Object?, Object?, Object?) = (nil, nil, nil)
  python.fetchError(&kind, &value, &trace)
  body()
  python.restoreError(kind, value, trace)
}

/// Lets go of all that the comparison kept alive, so that finalizers run and files are closed as they would be.
private func stopObservingEffects(_ agent: UnsafeMutablePointer<Agent>) {
  guard isWatching else { return }
  isWatching = false
  let python = agent.pointee.python
  forgetModules(python)
  forgetCollections(python)
  forgetLoggers(python)
}

/// Notes effects of one load.
struct EffectObserver {
  let agent: UnsafeMutablePointer<Agent>
  let load: UInt32

  var python: Python { agent.pointee.python }

  /// The name of the module that is loaded; nil for the program's own doing.
  var ownName: Object? {
    loadsUnderWay.last { $0.load == load }?.name
  }

  func note(
    _ kind: LibprofEffectKind,
    _ change: LibprofEffectChange,
    _ subject: EffectText,
    _ detail: EffectText = EffectText()
  ) {
    guard load != 0 else { return }
    var record = LibprofEffectRecord()
    record.load = load
    record.kind = UInt16(truncatingIfNeeded: kind.rawValue)
    record.change = UInt16(truncatingIfNeeded: change.rawValue)
    record.subject = subject.withBytes { agent.pointee.session.number(of: $0) }
    record.detail = detail.withBytes { $0.isEmpty ? 0 : agent.pointee.session.number(of: $0) }
    agent.pointee.session.log.append(record, LIBPROF_RECORD_EFFECT)
  }

  /// What a reader would call an object, found without running code of the object's.
  ///
  /// That is a text itself, the full name of a class or function, the parts of a tuple, else the object's class.
  func description(of object: Object?) -> EffectText {
    var text = EffectText()
    append(object, to: &text)
    return text
  }

  private func append(_ object: Object?, to text: inout EffectText) {
    if python.isInstance(object, python.textType) {
      _ = python.withBytes(of: object) { text.append($0) }
    } else if python.isInstance(object, python.integerType) {
      let string = python.string(object)
      if string == nil { python.clearError() }
      _ = python.withBytes(of: string) { text.append($0) }
      python.release(string)
    } else if python.isInstance(object, python.tupleType) {
      for index in 0..<python.tupleSize(object) {
        if index > 0 { text.append(" ") }
        append(python.tupleItem(object, index), to: &text)
      }
    } else if let name = python.attributeOrNil(object, "__qualname__") {
      appendFullName(object, name, to: &text)
      python.release(name)
    } else if let object, !python.isInstance(object, python.classType),
      let type = python.attributeOrNil(object, "__class__")
    {
      append(type, to: &text)
      python.release(type)
    }
  }

  private func appendFullName(_ object: Object?, _ name: Object, to text: inout EffectText) {
    let module = python.attributeOrNil(object, "__module__")
    _ = python.withBytes(of: module) { bytes in
      guard !bytes.begins(with: "builtins"), python.isInstance(module, python.textType) else { return }
      text.append(bytes)
      text.append(".")
    }
    python.release(module)
    _ = python.withBytes(of: name) { text.append($0) }
  }
}
