import AgentShims
import CPython
import EventLayout

private struct WatchedModule {
  let name: Object
  var module: Object
  var namespace: WatchedDictionary
}

nonisolated(unsafe) private var watched: [WatchedModule] = []
/// The places of modules in the list, by name.
nonisolated(unsafe) private var places: Object?
nonisolated(unsafe) private var table: WatchedDictionary?

func forgetModules(_ python: Python) {
  for index in watched.indices {
    watched[index].namespace.forget(python)
    python.release(watched[index].module)
    python.release(watched[index].name)
  }
  watched = []
  table?.forget(python)
  table = nil
  python.release(places)
  places = nil
}

extension EffectObserver {
  /// Notes which attributes of other modules are new, replaced or gone, and which modules are others now.
  func observeModules() {
    watchNewModules()
    let own = ownName
    for index in watched.indices where watched[index].namespace.mayHaveChanged {
      let name = watched[index].name
      let isOwn = isSameText(name, own)
      // The list may grow while objects that are set free run code: the entry is written back by its place.
      var namespace = watched[index].namespace
      namespace.update(python) { key, change, value in
        guard !isOwn, load != 0, !isSubmodule(value, key, of: name), !isHarmless(key, of: name),
          !isWatchedList(value, key, of: name)
        else { return }
        note(kind(ofModule: name), change, attribute(key, of: name))
      }
      watched[index].namespace = namespace
    }
  }

  private func watchNewModules() {
    guard let modules = python.moduleDictionary() else { return }
    if places == nil { places = python.newDictionary() }
    if table == nil {
      table = WatchedDictionary(modules, python)
    } else {
      guard table?.mayHaveChanged == true else { return }
      table?.update(python) { _, _, _ in }
    }
    var position = 0
    var (name, module): (Object?, Object?) = (nil, nil)
    while python.nextItem(modules, &position, &name, &module) != 0 {
      guard let name, let module, python.isInstance(name, python.textType) else { continue }
      if let place = python.dictionaryValue(places, name) {
        let index = python.integer(place)
        guard watched.indices.contains(index), watched[index].module != module else { continue }
        replace(index, by: module)
      } else if let namespace = python.namespace(ofModule: module) {
        watch(name, module, namespace)
      }
    }
  }

  private func watch(_ name: Object, _ module: Object, _ namespace: Object) {
    guard let place = python.newInteger(watched.count) else { return python.clearError() }
    if python.setDictionaryValue(places, name, place) == 0 {
      python.retain(name)
      python.retain(module)
      observeCalls(ofModule: name, namespace)
      watched.append(
        WatchedModule(name: name, module: module, namespace: WatchedDictionary(namespace, python))
      )
    } else {
      python.clearError()
    }
    python.release(place)
  }

  /// Another object stands under a module's name: an effect unless the module itself, or a new attempt to load it, did it.
  private func replace(_ index: Int, by module: Object) {
    let name = watched[index].name
    python.retain(module)
    python.release(watched[index].module)
    watched[index].module = module
    if !isSameText(name, ownName) {
      note(LIBPROF_EFFECT_MODULE_REPLACED, LIBPROF_CHANGE_REPLACED, description(of: name))
    }
    guard let namespace = python.namespace(ofModule: module) else { return }
    watched[index].namespace.forget(python)
    watched[index].namespace = WatchedDictionary(namespace, python)
  }

  /// The import machinery binds `a.b` in `a` once it is loaded.
  private func isSubmodule(_ value: Object?, _ key: Object, of name: Object) -> Bool {
    guard let value else { return false }
    let text = attribute(key, of: name).withBytes { bytes -> Object? in
      guard let start = bytes.baseAddress else { return nil }
      return python.newTextOfSize(UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self), bytes.count)
    }
    guard let text else {
      python.clearError()
      return false
    }
    defer { python.release(text) }
    return python.dictionaryValue(python.moduleDictionary(), text) == value
  }

  private func attribute(_ key: Object, of name: Object) -> EffectText {
    var text = description(of: name)
    text.append(".")
    _ = python.withBytes(of: key) { text.append($0) }
    return text
  }

  private func kind(ofModule name: Object) -> LibprofEffectKind {
    python.withBytes(of: name) { bytes in
      if bytes.is("builtins") { return LIBPROF_EFFECT_BUILTIN }
      return bytes.is("sys") ? LIBPROF_EFFECT_SYSTEM : LIBPROF_EFFECT_MODULE_ATTRIBUTE
    } ?? LIBPROF_EFFECT_MODULE_ATTRIBUTE
  }

  private func isHarmless(_ key: Object, of name: Object) -> Bool {
    python.withBytes(of: name) { module in
      python.withBytes(of: key) { attribute in
        isLazyState(attribute, of: module) || isWatchedCollection(attribute, of: module)
      } ?? true
    } ?? true
  }

  private func isSameText(_ left: Object, _ right: Object?) -> Bool {
    guard let right else { return false }
    return left == right
      || python.withBytes(of: left) { left in python.withBytes(of: right) { left.is($0) } ?? false } ?? false
  }
}
