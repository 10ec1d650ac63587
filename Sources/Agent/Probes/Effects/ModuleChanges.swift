import AgentShims
import CPython
import EventLayout

/// A module, which may go when the program drops it.
private struct WatchedModule {
  let name: Object
  /// A weak reference to it; nil when something else than a module took its place.
  var reference: Object?
  /// Where it lies, or what took its place; it may be gone.
  var address: Object
  /// Belongs to the module; nil once that is gone.
  var namespace: WatchedDictionary?
}

nonisolated(unsafe) private var watched: [WatchedModule] = []
/// The places of modules in the list, by name.
nonisolated(unsafe) private var places: Object?
/// The version of `sys.modules` that was last looked at.
nonisolated(unsafe) private var tableTag: UInt64 = 0

func forgetModules(_ python: Python) {
  for index in watched.indices {
    watched[index].namespace?.forget(python)
    python.release(watched[index].reference)
    python.release(watched[index].name)
  }
  watched = []
  python.release(places)
  places = nil
}

extension EffectObserver {
  /// Notes which attributes of other modules are new, replaced or gone, and which modules are others now.
  func observeModules() {
    watchNewModules()
    let own = ownName
    for index in watched.indices {
      guard var namespace = watched[index].namespace else { continue }
      guard let module = watched[index].reference.flatMap(python.referent) else {
        watched[index].namespace = nil
        namespace.forget(python)
        continue
      }
      // The list may grow while objects that are set free run code: the entry is written back by its place.
      guard namespace.mayHaveChanged else { continue }
      python.retain(module)
      defer { python.release(module) }
      let name = watched[index].name
      let isOwn = isSameText(name, own)
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
    if hasVersionTags {
      let tag = rawTag(of: modules)
      guard tag != tableTag else { return }
      tableTag = tag
    }
    // What is made here may set objects free, whose finalizers may import.
    guard let copy = python.copyDictionary(modules) else { return python.clearError() }
    defer { python.release(copy) }
    var position = 0
    var (name, module): (Object?, Object?) = (nil, nil)
    while python.nextItem(copy, &position, &name, &module) != 0 {
      guard let name, let module, python.isInstance(name, python.textType) else { continue }
      if let place = python.dictionaryValue(places, name) {
        let index = python.integer(place)
        guard watched.indices.contains(index), !isWatched(module, at: index) else { continue }
        replace(index, by: module)
      } else if let namespace = python.namespace(ofModule: module) {
        watch(name, module, namespace)
      }
    }
  }

  /// Another module may lie where one was that is gone.
  private func isWatched(_ module: Object, at index: Int) -> Bool {
    guard let reference = watched[index].reference else { return watched[index].address == module }
    return python.referent(ofWeak: reference) == module
  }

  private func watch(_ name: Object, _ module: Object, _ namespace: Object) {
    guard let place = python.newInteger(watched.count) else { return python.clearError() }
    defer { python.release(place) }
    guard let reference = python.newWeakReference(module, nil) else { return python.clearError() }
    guard python.setDictionaryValue(places, name, place) == 0 else {
      python.release(reference)
      return python.clearError()
    }
    python.retain(name)
    observeCalls(ofModule: name, namespace)
    let dictionary = WatchedDictionary(namespace, keeping: false, python)
    watched.append(WatchedModule(name: name, reference: reference, address: module, namespace: dictionary))
  }

  /// Another object stands under a module's name: an effect unless the module itself, or a new attempt to load it, did it.
  private func replace(_ index: Int, by module: Object) {
    let old = watched[index]
    watched[index].address = module
    watched[index].reference = nil
    watched[index].namespace = nil
    // What is no module has no namespace that could be looked at without running its code.
    if let namespace = python.namespace(ofModule: module) {
      watched[index].reference = python.newWeakReference(module, nil)
      if watched[index].reference == nil { python.clearError() }
      watched[index].namespace = WatchedDictionary(namespace, keeping: false, python)
    }
    if !isSameText(old.name, ownName) {
      note(LIBPROF_EFFECT_MODULE_REPLACED, LIBPROF_CHANGE_REPLACED, description(of: old.name))
    }
    python.release(old.reference)
    var namespace = old.namespace
    namespace?.forget(python)
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
