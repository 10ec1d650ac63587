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
  if let loaded = python.module(name) {
    // `importlib.import_module` comes here for loaded modules too; an `__import__` does not.
    python.release(loaded)
    noteImport(ImportSite(agent), target: name, agent: agent)
    return python.call(findAndLoad, arguments, keywords)
  }
  python.clearError()
  let parent = agent_current_load()
  observeEffects(of: parent, agent)
  let number = begin(name, parent: parent, agent)
  agent_set_current_load(number)
  beginEffects(of: number, named: name, agent)
  let module = python.call(findAndLoad, arguments, keywords)
  endEffects(of: number, agent)
  agent_set_current_load(parent)
  end(number, module, agent)
  if parent == 0 { rearmCalls(agent) }
  return module
}

private func begin(_ name: Object?, parent: UInt32, _ agent: UnsafeMutablePointer<Agent>) -> UInt32 {
  let site = ImportSite(agent)
  noteImport(site, target: name, agent: agent)
  var record = LibprofLoadBeganRecord()
  record.load = agent.pointee.session.loads &+ 1
  agent.pointee.session.loads = record.load
  record.parent = parent
  record.name = agent.number(of: name)
  record.site_file = site.file
  record.site_line = site.line
  record.resident = agent_resident_bytes()
  record.cpu = agent_thread_cpu()
  record.time = agent_clock()
  agent.pointee.session.log.append(record, LIBPROF_RECORD_LOAD_BEGAN)
  return record.load
}

private func end(_ load: UInt32, _ module: Object?, _ agent: UnsafeMutablePointer<Agent>) {
  var record = LibprofLoadEndedRecord()
  record.time = agent_clock()
  record.cpu = agent_thread_cpu()
  record.resident = agent_resident_bytes()
  record.load = load
  record.succeeded = module == nil ? 0 : 1
  if module != nil { describe(module, in: &record, agent) }
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
  let file = python.withBytes(of: origin) { origin -> (number: UInt32, loader: LibprofLoaderKind) in
    if origin.begins(with: "built-in") { return (0, LIBPROF_LOADER_BUILT_IN) }
    if origin.begins(with: "frozen") { return (0, LIBPROF_LOADER_FROZEN) }
    let number = agent.pointee.session.number(of: origin)
    return (number, origin.ends(with: ".so") ? LIBPROF_LOADER_EXTENSION : LIBPROF_LOADER_SOURCE)
  }
  guard let file else {
    record.loader = LIBPROF_LOADER_NAMESPACE.rawValue
    return
  }
  record.file = file.number
  record.loader = file.loader.rawValue
  if file.loader == LIBPROF_LOADER_SOURCE, hadBytecode(specification, python) {
    record.loader = LIBPROF_LOADER_CACHED_BYTECODE.rawValue
  }
}

/// Whether the bytecode file is older than this load: a module that was compiled just now has a fresh one, or none.
private func hadBytecode(_ specification: Object, _ python: Python) -> Bool {
  guard let cached = python.attributeOrNil(specification, "cached") else { return false }
  defer { python.release(cached) }
  return python.withBytes(of: cached) { path -> Bool in
    guard let start = path.baseAddress else { return false }
    // `PyUnicode_AsUTF8AndSize` ends its text with a zero byte.
    let modified = agent_file_modified(UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self))
    return modified >= 0 && modified < agent_wall_seconds() &- 1
  } ?? false
}
