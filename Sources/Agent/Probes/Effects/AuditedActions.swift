import AgentShims
import CPython
import EventLayout

/// What the audit hook hears of, as the doing of the load under way: nothing of it leaves a state to compare.
private let auditedEvents: [(event: StaticString, kind: LibprofEffectKind)] = [
  ("_thread.start_new_thread", LIBPROF_EFFECT_THREAD), ("_thread.start_joinable_thread", LIBPROF_EFFECT_THREAD),
  ("subprocess.Popen", LIBPROF_EFFECT_CHILD), ("os.system", LIBPROF_EFFECT_CHILD), ("os.fork", LIBPROF_EFFECT_CHILD),
  ("os.forkpty", LIBPROF_EFFECT_CHILD), ("os.posix_spawn", LIBPROF_EFFECT_CHILD),
  ("os.spawn", LIBPROF_EFFECT_CHILD), ("os.exec", LIBPROF_EFFECT_CHILD),
  ("sys.settrace", LIBPROF_EFFECT_SYSTEM), ("sys.setprofile", LIBPROF_EFFECT_SYSTEM),
]

/// Notes threads, child processes, files opened for writing, sockets, trace and profile functions.
func noteAction(_ event: UnsafePointer<CChar>, _ arguments: Object?, _ agent: UnsafeMutablePointer<Agent>) {
  let load = agent_current_load()
  guard load != 0 else { return }
  let observer = EffectObserver(agent: agent, load: load)
  if isText(event, "open") { return observer.noteFile(arguments) }
  if strncmp(event, "socket.", 7) == 0 {
    return observer.note(LIBPROF_EFFECT_SOCKET, LIBPROF_CHANGE_DONE, observer.text(event))
  }
  for entry in auditedEvents where isText(event, entry.event) {
    let python = agent.pointee.python
    let first = python.tupleSize(arguments) > 0 ? python.tupleItem(arguments, 0) : nil
    return observer.note(entry.kind, LIBPROF_CHANGE_DONE, observer.text(event), observer.description(of: first))
  }
}

extension EffectObserver {
  fileprivate func text(_ event: UnsafePointer<CChar>) -> EffectText {
    var text = EffectText()
    let start = UnsafeRawPointer(event).assumingMemoryBound(to: UInt8.self)
    text.append(UnsafeBufferPointer(start: start, count: strlen(event)))
    return text
  }

  /// The event's arguments are the path, the mode or None, and the flags of open(2).
  fileprivate func noteFile(_ arguments: Object?) {
    guard python.tupleSize(arguments) == 3 else { return }
    let (given, flags) = (python.tupleItem(arguments, 0), python.tupleItem(arguments, 2))
    guard python.isInstance(flags, python.integerType), python.integer(flags) & writingFlags != 0 else { return }
    // A number is a file that is open already.
    guard !python.isInstance(given, python.integerType) else { return }
    let path = text(ofPath: given)
    defer { python.release(path) }
    let isHarmless =
      python.withBytes(of: path) { path in
        // Bytecode is written by the import machinery; the null device keeps nothing; a folder stands for a file in it that
        // has no name, or gets one by an opener.
        path.contains(text: "/__pycache__/") || path.is("/dev/null") || isFolder(path)
      } ?? false
    if isHarmless { return }
    guard let path, python.integer(flags) & exclusiveFlag != 0 else {
      return note(LIBPROF_EFFECT_FILE, LIBPROF_CHANGE_DONE, description(of: path ?? given))
    }
    python.retain(path)
    newFiles.append((load, path))
  }

  /// A new reference to a path as a text, or nil for what is none: `tempfile` gives bytes where its prefix is bytes, as
  /// Cython's modules write it.
  private func text(ofPath path: Object?) -> Object? {
    if python.isInstance(path, python.textType) {
      python.retain(path)
      return path
    }
    let text = python.bytes(path).flatMap { python.newText($0) }
    if text == nil { python.clearError() }
    return text
  }
}

/// Whether the bytes of a Python string, which end in a zero, name a folder.
private func isFolder(_ path: UnsafeBufferPointer<UInt8>) -> Bool {
  path.baseAddress.map { agent_is_directory(UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self)) } ?? false
}

/// Files that were made while modules load, and were not there before.
nonisolated(unsafe) private var newFiles: [(load: UInt32, path: Object)] = []

/// Notes the new files of a load that are still there when it ends: what is made and removed meanwhile, as a temporary file
/// is, nobody else has seen.
func noteFilesLeft(by load: UInt32, _ agent: UnsafeMutablePointer<Agent>) {
  let python = agent.pointee.python
  let observer = EffectObserver(agent: agent, load: load)
  for (owner, path) in newFiles where owner == load {
    // The bytes of a Python string end in a zero.
    let isThere = python.withBytes(of: path) { bytes in
      bytes.baseAddress.map { access(UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self), F_OK) == 0 } ?? true
    }
    if isThere ?? true { observer.note(LIBPROF_EFFECT_FILE, LIBPROF_CHANGE_DONE, observer.description(of: path)) }
    python.release(path)
  }
  newFiles.removeAll { $0.load == load }
}

/// `O_WRONLY` and `O_RDWR`.
private let writingFlags = 3
/// `O_EXCL`: the file must not have been there.
private let exclusiveFlag = 0o200

extension UnsafeBufferPointer<UInt8> {
  fileprivate func contains(text: StaticString) -> Bool {
    guard count >= text.utf8CodeUnitCount, let baseAddress else { return false }
    return memmem(baseAddress, count, text.utf8Start, text.utf8CodeUnitCount) != nil
  }
}
