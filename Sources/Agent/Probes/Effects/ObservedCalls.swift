import AgentShims
import CPython
import EventLayout

/// Functions that change what cannot be looked at; each is replaced by one that passes on and takes notes.
///
/// The body gets the original function as its owner.
private let observedFunctions: [(module: StaticString, function: StaticString, body: PyCFunctionWithKeywords)] = [
  ("codecs", "register", registerCodec),
  ("_codecs", "register", registerCodec),
  ("codecs", "register_error", registerErrorHandler),
  ("_codecs", "register_error", registerErrorHandler),
  // What `ABCMeta.register` calls.
  ("abc", "_abc_register", registerClass),
  ("atexit", "register", registerExitFunction),
  // What `signal.signal` calls.
  ("_signal", "signal", setSignalHandler),
  // Heard by the audit hook only from 3.12 on.
  ("_thread", "start_new_thread", startThread),
  ("threading", "_start_new_thread", startThread),
]

extension EffectObserver {
  /// Puts the replacements into a module that has just come up.
  func observeCalls(ofModule name: Object, _ namespace: Object) {
    for entry in observedFunctions {
      guard python.withBytes(of: name, { $0.is(entry.module) }) ?? false,
        let original = python.item(namespace, entry.function),
        let key = python.newText(UnsafeRawPointer(entry.function.utf8Start).assumingMemoryBound(to: CChar.self))
      else { continue }
      let replacement = python.function(entry.function, owner: original, entry.body)
      if replacement == nil || python.setDictionaryValue(namespace, key, replacement) != 0 { python.clearError() }
      python.release(key)
      python.release(replacement)
    }
  }
}

/// Calls the original, and a closure with the arguments once it has succeeded.
private func pass(
  _ original: Object?,
  _ arguments: Object?,
  _ keywords: Object?,
  _ body: (EffectObserver, Object?) -> Void
) -> Object? {
  guard let agent else { return nil }
  let result = agent.pointee.python.call(original, arguments, keywords)
  let load = agent_current_load()
  if result != nil, load != 0 { body(EffectObserver(agent: agent, load: load), arguments) }
  return result
}

private let registerCodec: PyCFunctionWithKeywords = { original, arguments, keywords in
  pass(original, arguments, keywords) { observer, arguments in
    let function = observer.description(of: observer.argument(0, of: arguments))
    observer.note(LIBPROF_EFFECT_CODEC, LIBPROF_CHANGE_ADDED, function, EffectText("search function"))
  }
}

private let registerErrorHandler: PyCFunctionWithKeywords = { original, arguments, keywords in
  pass(original, arguments, keywords) { observer, arguments in
    let name = observer.description(of: observer.argument(0, of: arguments))
    observer.note(LIBPROF_EFFECT_CODEC, LIBPROF_CHANGE_ADDED, name, EffectText("error handler"))
  }
}

private let registerClass: PyCFunctionWithKeywords = { original, arguments, keywords in
  pass(original, arguments, keywords) { observer, arguments in
    let (abstract, concrete) = (observer.argument(0, of: arguments), observer.argument(1, of: arguments))
    guard !observer.isOwn(abstract) else { return }
    let subject = observer.description(of: abstract)
    observer.note(LIBPROF_EFFECT_ABSTRACT_CLASS, LIBPROF_CHANGE_ADDED, subject, observer.description(of: concrete))
  }
}

private let registerExitFunction: PyCFunctionWithKeywords = { original, arguments, keywords in
  pass(original, arguments, keywords) { observer, arguments in
    let function = observer.description(of: observer.argument(0, of: arguments))
    observer.note(LIBPROF_EFFECT_EXIT_FUNCTION, LIBPROF_CHANGE_ADDED, function)
  }
}

private let setSignalHandler: PyCFunctionWithKeywords = { original, arguments, keywords in
  pass(original, arguments, keywords) { observer, arguments in
    let number = observer.description(of: observer.argument(0, of: arguments))
    let handler = observer.description(of: observer.argument(1, of: arguments))
    observer.note(LIBPROF_EFFECT_SIGNAL, LIBPROF_CHANGE_REPLACED, number, handler)
  }
}

private let startThread: PyCFunctionWithKeywords = { original, arguments, keywords in
  pass(original, arguments, keywords) { observer, arguments in
    let function = observer.description(of: observer.argument(0, of: arguments))
    observer.note(LIBPROF_EFFECT_THREAD, LIBPROF_CHANGE_DONE, EffectText("_thread.start_new_thread"), function)
  }
}

extension EffectObserver {
  /// Whether a class is defined by the module that is loaded.
  fileprivate func isOwn(_ type: Object?) -> Bool {
    guard let ownName, let module = python.attributeOrNil(type, "__module__") else { return false }
    defer { python.release(module) }
    return python.withBytes(of: module) { module in python.withBytes(of: ownName) { module.is($0) } ?? false } ?? false
  }

  fileprivate func argument(_ index: Int, of arguments: Object?) -> Object? {
    python.tupleSize(arguments) > index ? python.tupleItem(arguments, index) : nil
  }
}
