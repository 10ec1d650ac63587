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
  noteStatement(arguments, keywords, isLazy: false, agent)
  let before = agent_exchange_announced(true)
  let module = agent.pointee.python.call(originalImport, arguments, keywords)
  _ = agent_exchange_announced(before)
  return module
}

private let importNameLazily: PyCFunctionWithKeywords = { _, arguments, keywords in
  guard let agent else { return nil }
  noteStatement(arguments, keywords, isLazy: true, agent)
  return agent.pointee.python.call(originalLazyImport, arguments, keywords)
}

/// Notes a call of `__import__(name, globals, locals, fromlist, level)`.
private func noteStatement(
  _ arguments: Object?,
  _ keywords: Object?,
  isLazy: Bool,
  _ agent: UnsafeMutablePointer<Agent>
) {
  let python = agent.pointee.python
  let site = ImportSite(agent)
  // What the import machinery asks for itself stands in no file that could be changed.
  guard !site.isMachinery else { return }
  let count = python.tupleSize(arguments)
  func argument(_ index: Int, _ name: StaticString) -> Object? {
    index < count ? python.tupleItem(arguments, index) : python.item(keywords, name)
  }
  let level = argument(4, "level").map { python.integer($0) } ?? 0
  if level < 0 { python.clearError() }
  noteImport(
    site,
    target: argument(0, "name"),
    globals: level > 0 ? argument(1, "globals") : nil,
    names: argument(3, "fromlist"),
    level: level > 0 ? UInt32(truncatingIfNeeded: level) : 0,
    isLazy: isLazy,
    agent: agent
  )
}

/// Writes an import to the log, the first time it happens in the load that is under way.
func noteImport(
  _ site: ImportSite,
  target: Object?,
  globals: Object? = nil,
  names: Object? = nil,
  level: UInt32 = 0,
  isLazy: Bool = false,
  agent: UnsafeMutablePointer<Agent>
) {
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
  var fingerprint = Fingerprint()
  fingerprint.mix(record.load)
  fingerprint.mix(record.site_file)
  fingerprint.mix(record.site_line)
  fingerprint.mix(record.target)
  fingerprint.mix(record.level)
  fingerprint.mix(record.names)
  fingerprint.mix(record.is_lazy)
  fingerprint.mix(agent.pointee.session.phase)
  guard agent.pointee.session.seenImports.note(fingerprint.value) == .first else { return }
  agent.pointee.session.log.append(record, LIBPROF_RECORD_IMPORT)
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
  let capacity = 8192
  let text = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
  defer { text.deallocate() }
  var used = 0
  for index in 0..<count {
    guard let name = python.sequenceItem(names, index) else {
      python.clearError()
      continue
    }
    python.withBytes(of: name) { bytes in
      guard used &+ bytes.count &+ 1 <= capacity, let start = bytes.baseAddress else { return }
      if used > 0 {
        text[used] = UInt8(ascii: "\n")
        used = used &+ 1
      }
      memcpy(text + used, start, bytes.count)
      used = used &+ bytes.count
    }
    python.release(name)
  }
  return agent.pointee.session.number(of: UnsafeBufferPointer(start: text, count: used))
}
