import AgentShims
import CPython
import EventLayout

nonisolated(unsafe) private var originalImport: Object?
nonisolated(unsafe) private var originalLazyImport: Object?

/// Replaces `builtins.__import__`, which every import statement looks up, by a function that passes on and takes notes;
/// and `__lazy_import__`, which lazy ones look up (PEP 810, from 3.15 on).
///
/// The interpreter calls `__import__` for a lazy import as well, when its name is first used: that line is the site of
/// the import and of the load then, while the lazy statement has a record of its own, marked as lazy.
func watchImportStatements(_ python: Python) -> Bool {
  guard let builtins = python.item(python.moduleDictionary(), "builtins"),
    let original = python.attributeOrNil(builtins, "__import__"),
    let replacement = python.function("__import__", importName)
  else { return false }
  originalImport = original
  originalLazyImport = python.attributeOrNil(builtins, "__lazy_import__")
  var isSet = python.setAttribute(builtins, "__import__", replacement) == 0
  if isSet, originalLazyImport != nil, let lazy = python.function("__lazy_import__", importNameLazily) {
    isSet = python.setAttribute(builtins, "__lazy_import__", lazy) == 0
  }
  if !isSet { python.clearError() }
  return isSet
}

private let importName: PyCFunctionWithKeywords = { _, arguments, keywords in
  guard let agent else { return nil }
  let star = noteStatement(arguments, keywords, isLazy: false, agent)
  let before = agent_exchange_announced(true)
  let module = agent.pointee.python.call(originalImport, arguments, keywords)
  _ = agent_exchange_announced(before)
  if let star { noteStarNames(star, of: module, agent) }
  return module
}

private let importNameLazily: PyCFunctionWithKeywords = { _, arguments, keywords in
  guard let agent else { return nil }
  _ = noteStatement(arguments, keywords, isLazy: true, agent)
  return agent.pointee.python.call(originalLazyImport, arguments, keywords)
}

/// Notes a call of `__import__(name, globals, locals, fromlist, level)`.
///
/// - Returns: the record of a star import that is new.
private func noteStatement(
  _ arguments: Object?,
  _ keywords: Object?,
  isLazy: Bool,
  _ agent: UnsafeMutablePointer<Agent>
) -> LibprofImportRecord? {
  let python = agent.pointee.python
  let site = ImportSite(agent)
  // What the import machinery asks for itself stands in no file that could be changed.
  guard !site.isMachinery else { return nil }
  let count = python.tupleSize(arguments)
  func argument(_ index: Int, _ name: StaticString) -> Object? {
    index < count ? python.tupleItem(arguments, index) : python.item(keywords, name)
  }
  let level = argument(4, "level").map { python.integer($0) } ?? 0
  if level < 0 { python.clearError() }
  let names = argument(3, "fromlist")
  let record = noteImport(
    site,
    target: argument(0, "name"),
    globals: level > 0 ? argument(1, "globals") : nil,
    names: names,
    level: level > 0 ? UInt32(truncatingIfNeeded: level) : 0,
    isOutermost: agent_current_load() == 0 && isModuleBody(python.currentFrame(), python),
    isLazy: isLazy,
    agent: agent
  )
  return isStar(names, python) ? record : nil
}

/// Whether a `from` list is that of a star import.
private func isStar(_ names: Object?, _ python: Python) -> Bool {
  guard python.isInstance(names, python.tupleType), python.tupleSize(names) == 1 else { return false }
  return python.withBytes(of: python.tupleItem(names, 0)) { $0.equals("*") } ?? false
}

private func isModuleBody(_ frame: Object?, _ python: Python) -> Bool {
  guard let frame, let code = python.code(ofFrame: frame) else { return false }
  defer { python.release(code) }
  guard let name = python.attributeOrNil(code, "co_name") else { return false }
  defer { python.release(name) }
  return python.withBytes(of: name) { $0.equals("<module>") } ?? false
}

/// Writes an import to the log, the first time it happens in the load that is under way.
///
/// - Returns: what was written, if it was.
@discardableResult
func noteImport(
  _ site: ImportSite,
  target: Object?,
  globals: Object? = nil,
  names: Object? = nil,
  level: UInt32 = 0,
  isOutermost: Bool = false,
  isLazy: Bool = false,
  agent: UnsafeMutablePointer<Agent>
) -> LibprofImportRecord? {
  let python = agent.pointee.python
  var record = LibprofImportRecord()
  record.load = agent_current_load()
  record.site_file = site.file
  record.site_line = site.line
  record.target = agent.number(of: target)
  record.level = level
  if level > 0 { record.package = agent.number(of: python.item(globals, "__package__")) }
  record.is_lazy = isLazy ? 1 : 0
  if let names { record.names = joined(names, agent) }
  record.is_outermost = isOutermost ? 1 : 0
  var fingerprint = Fingerprint()
  fingerprint.mix(record.load)
  fingerprint.mix(record.site_file)
  fingerprint.mix(record.site_line)
  fingerprint.mix(record.target)
  fingerprint.mix(record.level)
  fingerprint.mix(record.names)
  fingerprint.mix(UInt32(record.is_lazy))
  fingerprint.mix(agent.pointee.session.phase)
  guard agent.pointee.session.seenImports.note(fingerprint.value) == .first else { return nil }
  agent.pointee.session.log.append(record, LIBPROF_RECORD_IMPORT)
  return record
}

/// The names of a `from` list as one string, joined by newlines; 0 if there are none.
private func joined(_ names: Object, _ agent: UnsafeMutablePointer<Agent>) -> UInt32 {
  let python = agent.pointee.python
  // `import a` passes None, which is no sequence.
  let count = python.sequenceSize(names)
  guard count > 0 else {
    python.clearError()
    return 0
  }
  var text = JoinedNames()
  defer { text.free() }
  for index in 0..<count {
    guard let name = python.sequenceItem(names, index) else {
      python.clearError()
      continue
    }
    text.append(name, python)
    python.release(name)
  }
  return agent.pointee.session.number(of: text.bytes)
}
