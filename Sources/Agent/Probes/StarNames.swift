import AgentShims
import CPython
import EventLayout

/// Notes the names that `from module import *` binds, once the module is there: a record like the statement's own, with
/// the names after the `*`.
///
/// The rule is the interpreter's own, which asks right after: the module's `__all__`, or else what it has without a leading
/// underscore. Nothing is noted where that could run code of the module's.
func noteStarNames(_ statement: LibprofImportRecord, of module: Object?, _ agent: UnsafeMutablePointer<Agent>) {
  let python = agent.pointee.python
  guard let namespace = python.namespace(ofModule: module) else { return }
  var names = JoinedNames()
  defer { names.free() }
  names.append("*")
  if let listed = python.item(namespace, "__all__") {
    guard python.isInstance(listed, python.listType) || python.isInstance(listed, python.tupleType) else { return }
    for index in 0..<python.sequenceSize(listed) {
      guard let name = python.sequenceItem(listed, index) else { continue }
      if python.isInstance(name, python.textType) { names.append(name, python) }
      python.release(name)
    }
    python.clearError()
  } else {
    // Such a module may answer for `__all__` itself.
    guard python.item(namespace, "__getattr__") == nil else { return }
    var position = 0
    var key: Object?
    var value: Object?
    while python.nextItem(namespace, &position, &key, &value) != 0 {
      guard let key, python.isInstance(key, python.textType) else { continue }
      let isPrivate = python.withBytes(of: key) { $0.begins(with: "_") } ?? true
      if !isPrivate { names.append(key, python) }
    }
  }
  var record = statement
  record.names = agent.pointee.session.number(of: names.bytes)
  agent.pointee.session.log.append(record, LIBPROF_RECORD_IMPORT)
}

/// Names joined by newlines, in memory of its own.
struct JoinedNames {
  private var text: UnsafeMutablePointer<UInt8>
  private var capacity = 256
  private var used = 0

  init() {
    text = .allocate(capacity: capacity)
  }

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: text, count: used) }

  mutating func append(_ name: StaticString) {
    append(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
  }

  mutating func append(_ name: Object, _ python: Python) {
    _ = python.withBytes(of: name) { append($0) }
  }

  private mutating func append(_ name: UnsafeBufferPointer<UInt8>) {
    guard let source = name.baseAddress else { return }
    let needed = used &+ name.count &+ 1
    if needed > capacity {
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: needed &* 2)
      memcpy(larger, text, used)
      text.deallocate()
      text = larger
      capacity = needed &* 2
    }
    if used > 0 {
      text[used] = UInt8(ascii: "\n")
      used = used &+ 1
    }
    memcpy(text + used, source, name.count)
    used = used &+ name.count
  }

  func free() { text.deallocate() }
}
