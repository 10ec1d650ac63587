import AgentShims
import CPython
import EventLayout

nonisolated(unsafe) private var findAndLoad: Object?

/// Replaces `importlib._bootstrap._find_and_load` by a function that passes on and takes notes.
///
/// The interpreter's C code looks the function up on every import that finds no loaded module (`import_find_and_load`
/// in `Python/import.c`, 3.8 to 3.15), so imports by C extensions come by as well.
func watchLoads(_ python: Python) -> Bool {
  guard let bootstrap = python.item(python.moduleDictionary(), "_frozen_importlib"),
    let original = python.attributeOrNil(bootstrap, "_find_and_load"),
    let replacement = python.function("_find_and_load", load)
  else { return false }
  findAndLoad = original
  let isSet = python.setAttribute(bootstrap, "_find_and_load", replacement) == 0
  if !isSet { python.clearError() }
  return isSet
}

private let load: PyCFunctionWithKeywords = { _, arguments, keywords in
  guard let agent else { return nil }
  let python = agent.pointee.python
  let name = python.tupleSize(arguments) > 0 ? python.tupleItem(arguments, 0) : nil
  let site = ImportSite(agent)
  // `importlib.import_module` and some C functions come here without an `__import__`, also for loaded modules.
  let isAnnounced = agent_exchange_announced(false)
  if !isAnnounced, !site.isMachinery { noteImport(site, target: name, agent: agent) }
  if let loaded = python.module(name) {
    python.release(loaded)
    return python.call(findAndLoad, arguments, keywords)
  }
  python.clearError()
  let load = Load(of: name, at: site, awaitingExecution: true, agent)
  let module = python.call(findAndLoad, arguments, keywords)
  var ended = LibprofLoadEndedRecord()
  // From 3.15 on the answer to a request for a lazy sub-module may be None.
  ended.succeeded = module != nil && module != python.none ? 1 : 0
  // Before the load ends, so that what is put into the module here is nobody else's doing.
  if let module, python.withBytes(of: name, { $0.isEqual(to: "runpy") }) == true { watchRuns(module, python) }
  load.end(&ended, agent) { if $0.succeeded != 0 { describe(module, in: &$0, agent) } }
  return module
}

/// A load that is under way: its records, and what the thread knows of it meanwhile.
struct Load {
  private let number: UInt32
  private let parent: UInt32
  private let awaitedBefore: UInt32

  /// Begins a load inside the one that is under way.
  ///
  /// - Parameters:
  ///   - name: the module's name, a Python string.
  ///   - site: where it is asked for.
  ///   - awaitingExecution: whether a loader is still to be asked to run the module's code.
  ///   - agent: the agent of this process.
  init(of name: Object?, at site: ImportSite, awaitingExecution: Bool, _ agent: UnsafeMutablePointer<Agent>) {
    parent = agent_current_load()
    observeEffects(of: parent, agent)
    awaitedBefore = agent_exchange_awaited(awaitingExecution ? agent.number(of: name) : 0)
    number = begin(name, site, parent: parent, agent)
    agent_set_current_load(number)
    beginEffects(of: number, named: name, agent)
  }

  /// Ends it.
  ///
  /// - Parameters:
  ///   - record: says whether it succeeded.
  ///   - agent: the agent of this process.
  ///   - describe: completes the record, on no load's time.
  func end(
    _ record: inout LibprofLoadEndedRecord,
    _ agent: UnsafeMutablePointer<Agent>,
    _ describe: (inout LibprofLoadEndedRecord) -> Void
  ) {
    endEffects(of: number, agent)
    agent_set_current_load(parent)
    _ = agent_exchange_awaited(awaitedBefore)
    record.time = agent_clock()
    record.cpu = agent_thread_cpu()
    if agent.pointee.recordsMemory { record.resident = agent_resident_bytes() }
    record.load = number
    describe(&record)
    agent.pointee.session.log.append(record, LIBPROF_RECORD_LOAD_ENDED)
    if parent == 0 { rearmCalls(agent) }
  }
}

private func begin(
  _ name: Object?,
  _ site: ImportSite,
  parent: UInt32,
  _ agent: UnsafeMutablePointer<Agent>
) -> UInt32 {
  var record = LibprofLoadBeganRecord()
  record.load = agent.pointee.session.loads &+ 1
  agent.pointee.session.loads = record.load
  record.parent = parent
  record.name = agent.number(of: name)
  record.site_file = site.file
  record.site_line = site.line
  if agent.pointee.recordsMemory { record.resident = agent_resident_bytes() }
  record.cpu = agent_thread_cpu()
  record.time = agent_clock()
  agent.pointee.session.log.append(record, LIBPROF_RECORD_LOAD_BEGAN)
  return record.load
}

/// Says where a module came from, by its specification (PEP 451); reached through the module's dictionary, because
/// reading an attribute of a lazy module would load it.
func describe(
  _ module: Object?,
  in record: inout LibprofLoadEndedRecord,
  _ agent: UnsafeMutablePointer<Agent>
) {
  let python = agent.pointee.python
  guard let specification = python.item(python.namespace(ofModule: module), "__spec__"),
    let origin = python.attributeOrNil(specification, "origin")
  else { return }
  defer { python.release(origin) }
  let (file, kind) =
    python.withBytes(of: origin) { origin -> (UInt32, LibprofLoaderKind) in
      if origin.isEqual(to: "built-in") { return (0, LIBPROF_LOADER_BUILT_IN) }
      if origin.isEqual(to: "frozen") { return (0, LIBPROF_LOADER_FROZEN) }
      let number = agent.pointee.session.number(of: origin)
      if origin.ends(with: ".so") { return (number, LIBPROF_LOADER_EXTENSION) }
      if isInArchive(specification, python) { return (number, LIBPROF_LOADER_ZIP) }
      let isCompiled = agent.pointee.session.compiledFiles.contains(UInt64(number))
      return (number, isCompiled ? LIBPROF_LOADER_SOURCE : LIBPROF_LOADER_CACHED_BYTECODE)
    } ?? (0, hasPath(specification, python) ? LIBPROF_LOADER_NAMESPACE : LIBPROF_LOADER_OTHER)
  record.file = file
  record.loader = kind.rawValue
}

private func isInArchive(_ specification: Object, _ python: Python) -> Bool {
  guard let loader = python.attributeOrNil(specification, "loader") else { return false }
  defer { python.release(loader) }
  return python.isInstance(loader, ofTypeNamed: "zipimporter")
}

/// Whether a specification without an origin is that of a namespace package (PEP 420).
private func hasPath(_ specification: Object, _ python: Python) -> Bool {
  guard let path = python.attributeOrNil(specification, "submodule_search_locations") else { return false }
  defer { python.release(path) }
  // The class is public from 3.15 on.
  return python.isInstance(path, ofTypeNamed: "_NamespacePath") || python.isInstance(path, ofTypeNamed: "NamespacePath")
}

/// Remembers a file that is compiled while modules load, or for `runpy`: its module did not come from cached bytecode.
///
/// - Parameters:
///   - arguments: those of the audit event `compile`, source and file name.
///   - agent: the agent of this process.
func noteCompilation(_ arguments: Object?, _ agent: UnsafeMutablePointer<Agent>) {
  let python = agent.pointee.python
  guard agent_current_load() != 0 || isRunByMachinery(python) else { return }
  let file = python.withBytes(of: python.tupleItem(arguments, 1)) { bytes in
    // Code made from text has no file: `<string>`.
    bytes.begins(with: "<") ? 0 : agent.pointee.session.number(of: bytes)
  }
  if let file, file != 0 { _ = agent.pointee.session.compiledFiles.note(UInt64(file)) }
}

/// Whether the import machinery or `runpy` is what runs just now.
private func isRunByMachinery(_ python: Python) -> Bool {
  guard let frame = python.currentFrame(), let code = python.code(ofFrame: frame) else { return false }
  defer { python.release(code) }
  let file = python.attributeOrNil(code, "co_filename")
  defer { python.release(file) }
  return python.withBytes(of: file) { ImportSite.passesExecutionsOn($0) } ?? false
}
