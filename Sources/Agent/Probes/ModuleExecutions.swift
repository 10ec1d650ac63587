import AgentShims
import CPython
import EventLayout

nonisolated(unsafe) private var executeFile: Object?
nonisolated(unsafe) private var executeExtension: Object?
nonisolated(unsafe) private var runCode: Object?

/// Lets the loaders for files say when a program asks them itself to run a module's code (PEP 451): a plug-in's loader
/// (`spec_from_file_location` and `exec_module`), `importlib.reload`, the first use of a module of `LazyLoader`.
///
/// What cannot be watched is left alone: its time is that of the module which asks.
func watchExecutions(_ python: Python) {
  guard let external = python.item(python.moduleDictionary(), "_frozen_importlib_external") else { return }
  executeFile = replace("exec_module", of: "_LoaderBasics", in: external, executeModule, python)
  executeExtension = replace("exec_module", of: "ExtensionFileLoader", in: external, executeExtensionModule, python)
}

/// Puts a method in the place of a class's own.
///
/// - Returns: the class's own, or nil where nothing was changed.
private func replace(
  _ name: StaticString,
  of className: StaticString,
  in module: Object,
  _ body: PyCFunctionWithKeywords,
  _ python: Python
) -> Object? {
  guard let owner = python.attributeOrNil(module, className), let original = python.attributeOrNil(owner, name),
    let method = python.method(name, body)
  else { return nil }
  let text = UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
  guard python.setAttribute(owner, text, method) == 0 else {
    python.clearError()
    return nil
  }
  return original
}

private let executeModule: PyCFunctionWithKeywords = { loader, arguments, keywords in
  execute(by: loader, arguments, keywords, executeFile)
}

private let executeExtensionModule: PyCFunctionWithKeywords = { loader, arguments, keywords in
  execute(by: loader, arguments, keywords, executeExtension)
}

/// Runs a module's code by the loader's own method: as a part of the module's load if one is under way, else as a load.
private func execute(by loader: Object?, _ arguments: Object?, _ keywords: Object?, _ original: Object?) -> Object? {
  guard let agent else { return nil }
  let python = agent.pointee.python
  guard let all = joined(loader, arguments, python) else { return nil }
  defer { python.release(all) }
  let module = python.tupleSize(arguments) > 0 ? python.tupleItem(arguments, 0) : python.item(keywords, "module")
  guard let name = python.item(python.namespace(ofModule: module), "__name__"), isLoad(ofName: name, agent) else {
    return python.call(original, all, keywords)
  }
  return noteLoad(of: name, agent, { python.call(original, all, keywords) }) { describe(module, in: &$0, agent) }
}

/// The object a method is called on and its arguments, as the function behind it takes them.
private func joined(_ owner: Object?, _ arguments: Object?, _ python: Python) -> Object? {
  let count = python.tupleSize(arguments)
  guard let all = python.newTuple(count &+ 1) else { return nil }
  for index in 0...count {
    let value = index == 0 ? owner : python.tupleItem(arguments, index &- 1)
    python.retain(value)
    _ = python.setTupleItem(all, index, value)
  }
  return all
}

/// Calls a closure that runs a module's code, as a load at the line that asks for it.
private func noteLoad(
  of name: Object,
  _ agent: UnsafeMutablePointer<Agent>,
  _ run: () -> Object?,
  _ describe: (inout LibprofLoadEndedRecord) -> Void
) -> Object? {
  let site = ImportSite(agent, ofExecution: true)
  noteImport(site, target: name, agent: agent)
  let load = Load(of: name, at: site, awaitingExecution: false, agent)
  let result = run()
  var ended = LibprofLoadEndedRecord()
  ended.succeeded = result != nil ? 1 : 0
  load.end(&ended, agent) { if $0.succeeded != 0 { describe(&$0) } }
  return result
}

/// Lets `runpy` say when it runs code for the program (`run_path`, `run_module`); to be called once it is loaded.
///
/// Code that runs as `__main__` is the program itself, also where a launcher starts it so: its calls are none of a load's.
func watchRuns(_ runpy: Object, _ python: Python) {
  guard runCode == nil, let original = python.attributeOrNil(runpy, "_run_code"),
    let replacement = python.function("_run_code", runModuleCode)
  else { return }
  runCode = original
  if python.setAttribute(runpy, "_run_code", replacement) != 0 { python.clearError() }
}

/// `_run_code(code, globals, init_globals, mod_name, …)`, which CPython 3.8 to 3.15 calls by position.
private let runModuleCode: PyCFunctionWithKeywords = { _, arguments, keywords in
  guard let agent else { return nil }
  let python = agent.pointee.python
  let name = python.tupleSize(arguments) > 3 ? python.tupleItem(arguments, 3) : nil
  guard let name, !isMain(name, python) else { return python.call(runCode, arguments, keywords) }
  return noteLoad(of: name, agent, { python.call(runCode, arguments, keywords) }) { record in
    let file = python.attributeOrNil(python.tupleItem(arguments, 0), "co_filename")
    record.file = agent.number(of: file)
    let isCompiled = agent.pointee.session.compiledFiles.contains(UInt64(record.file))
    record.loader = (isCompiled ? LIBPROF_LOADER_SOURCE : LIBPROF_LOADER_CACHED_BYTECODE).rawValue
    python.release(file)
  }
}

/// Whether running the code of a module of this name is a load of its own.
///
/// The load that is under way awaits the execution of its own module, once. The program itself is no load.
private func isLoad(ofName name: Object, _ agent: UnsafeMutablePointer<Agent>) -> Bool {
  let number = agent.number(of: name)
  let awaited = agent_exchange_awaited(0)
  if awaited == number { return false }
  _ = agent_exchange_awaited(awaited)
  return !isMain(name, agent.pointee.python)
}

private func isMain(_ name: Object?, _ python: Python) -> Bool {
  python.withBytes(of: name) { $0.isEqual(to: "__main__") } ?? true
}
