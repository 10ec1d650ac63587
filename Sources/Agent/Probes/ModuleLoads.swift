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
  let parent = agent_current_load()
  observeEffects(of: parent, agent)
  let number = begin(name, site, parent: parent, agent)
  agent_set_current_load(number)
  beginEffects(of: number, named: name, agent)
  let module = python.call(findAndLoad, arguments, keywords)
  endEffects(of: number, agent)
  agent_set_current_load(parent)
  end(number, module, agent)
  if parent == 0 { rearmCalls(agent) }
  return module
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

private func end(_ load: UInt32, _ module: Object?, _ agent: UnsafeMutablePointer<Agent>) {
  var record = LibprofLoadEndedRecord()
  record.time = agent_clock()
  record.cpu = agent_thread_cpu()
  if agent.pointee.recordsMemory { record.resident = agent_resident_bytes() }
  record.load = load
  // From 3.15 on the answer to a request for a lazy sub-module may be None.
  let isFound = module != nil && module != agent.pointee.python.none
  record.succeeded = isFound ? 1 : 0
  if isFound { describe(module, in: &record, agent) }
  agent.pointee.session.log.append(record, LIBPROF_RECORD_LOAD_ENDED)
}

/// Says where a module came from, by its specification (PEP 451); reached through the module's dictionary, because
/// reading an attribute of a lazy module would load it.
private func describe(
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

/// Remembers a file that is compiled while modules load: its module did not come from cached bytecode.
///
/// - Parameters:
///   - arguments: those of the audit event `compile`, source and file name.
///   - agent: the agent of this process.
func noteCompilation(_ arguments: Object?, _ agent: UnsafeMutablePointer<Agent>) {
  guard agent_current_load() != 0 else { return }
  let python = agent.pointee.python
  let file = python.withBytes(of: python.tupleItem(arguments, 1)) { bytes in
    // Code made from text has no file: `<string>`.
    bytes.begins(with: "<") ? 0 : agent.pointee.session.number(of: bytes)
  }
  if let file, file != 0 { _ = agent.pointee.session.compiledFiles.note(UInt64(file)) }
}
