import CPython
import EventLayout

/// What each logger looked like: name → (level, propagate, disabled, handlers).
nonisolated(unsafe) private var states: Object?
/// How a logger looks that nobody has configured.
nonisolated(unsafe) private var untouched: Object?
nonisolated(unsafe) private var rootName: Object?

private let properties: [StaticString] = ["level", "propagate", "disabled", "handlers"]

func forgetLoggers(_ python: Python) {
  python.release(states)
  states = nil
}

extension EffectObserver {
  /// Notes loggers whose level, handlers or switches changed; that a logger exists changes nothing.
  func observeLoggers() {
    let logging = python.namespace(ofModule: python.item(python.moduleDictionary(), "logging"))
    guard let root = python.item(logging, "root") else { return }
    if states == nil {
      states = python.newDictionary()
      rootName = python.newText("root")
      untouched = makeUntouched()
      // The first sight of it is its module's own doing.
      remember(rootName, stateOf(root))
    }
    observe(root, named: rootName)
    guard let manager = python.attributeOrNil(root, "manager") else { return }
    defer { python.release(manager) }
    guard let loggers = python.attributeOrNil(manager, "loggerDict") else { return }
    defer { python.release(loggers) }
    guard python.isInstance(loggers, python.dictionaryType) else { return }
    var position = 0
    var (name, logger): (Object?, Object?) = (nil, nil)
    while python.nextItem(loggers, &position, &name, &logger) != 0 { observe(logger, named: name) }
  }

  private func observe(_ logger: Object?, named name: Object?) {
    // A placeholder for the parent of a logger has no level.
    guard let name, let state = stateOf(logger) else { return }
    let before = python.dictionaryValue(states, name) ?? untouched
    var isSame = true
    for index in 0..<3 where python.tupleItem(state, index) != python.tupleItem(before, index) {
      isSame = false
      note(LIBPROF_EFFECT_LOGGING, LIBPROF_CHANGE_REPLACED, description(of: name), text(properties[index]))
    }
    let (handlers, old) = (python.tupleItem(state, 3), python.tupleItem(before, 3))
    isSame = !noteMissing(of: handlers, in: old, LIBPROF_CHANGE_ADDED, name) && isSame
    isSame = !noteMissing(of: old, in: handlers, LIBPROF_CHANGE_REMOVED, name) && isSame
    if isSame { python.release(state) } else { remember(name, state) }
  }

  private func text(_ property: StaticString) -> EffectText { EffectText(property) }

  private func noteMissing(
    of handlers: Object?,
    in others: Object?,
    _ change: LibprofEffectChange,
    _ name: Object
  ) -> Bool {
    var hasNoted = false
    for index in 0..<python.tupleSize(handlers) {
      let handler = python.tupleItem(handlers, index)
      let isThere = (0..<python.tupleSize(others)).contains { python.tupleItem(others, $0) == handler }
      guard !isThere else { continue }
      hasNoted = true
      note(LIBPROF_EFFECT_LOGGING, change, description(of: name), description(of: handler))
    }
    return hasNoted
  }

  /// A new reference to a logger's state, or nil.
  private func stateOf(_ logger: Object?) -> Object? {
    guard let level = python.attributeOrNil(logger, "level") else { return nil }
    let rest = [python.attributeOrNil(logger, "propagate"), python.attributeOrNil(logger, "disabled")]
    let list = python.attributeOrNil(logger, "handlers")
    defer { python.release(list) }
    return tuple([level] + rest + [list.flatMap { python.newTupleOfSequence($0) }])
  }

  private func makeUntouched() -> Object? {
    let builtins = python.namespace(ofModule: python.item(python.moduleDictionary(), "builtins"))
    let switches = [python.item(builtins, "True"), python.item(builtins, "False")]
    for object in switches { python.retain(object) }
    return tuple([python.newInteger(0)] + switches + [python.newTuple(0)])
  }

  /// Takes the references over.
  private func tuple(_ items: [Object?]) -> Object? {
    guard items.allSatisfy({ $0 != nil }), let tuple = python.newTuple(items.count) else {
      python.clearError()
      for item in items { python.release(item) }
      return nil
    }
    for (index, item) in items.enumerated() { _ = python.setTupleItem(tuple, index, item) }
    return tuple
  }

  /// Takes the reference to the state over.
  private func remember(_ name: Object?, _ state: Object?) {
    guard let name, let state else { return }
    if python.setDictionaryValue(states, name, state) != 0 { python.clearError() }
    python.release(state)
  }
}
