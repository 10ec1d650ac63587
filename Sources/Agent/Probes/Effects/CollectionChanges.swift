import CPython
import EventLayout

/// A list or dictionary of the standard library that says how the process behaves.
private struct WatchedCollection {
  let module: StaticString, attribute: StaticString
  let subject: StaticString
  let kind: LibprofEffectKind
  /// What a list held.
  var items: Object?
  var dictionary: WatchedDictionary?
}

nonisolated(unsafe) private var collections: [WatchedCollection] = [
  WatchedCollection(module: "sys", attribute: "path", subject: "sys.path", kind: LIBPROF_EFFECT_SEARCH_PATH),
  WatchedCollection(module: "sys", attribute: "meta_path", subject: "sys.meta_path", kind: LIBPROF_EFFECT_IMPORT_HOOK),
  WatchedCollection(
    module: "sys",
    attribute: "path_hooks",
    subject: "sys.path_hooks",
    kind: LIBPROF_EFFECT_IMPORT_HOOK
  ),
  WatchedCollection(
    module: "warnings",
    attribute: "filters",
    subject: "warnings.filters",
    kind: LIBPROF_EFFECT_WARNING_FILTER
  ),
  WatchedCollection(
    module: "copyreg",
    attribute: "dispatch_table",
    subject: "copyreg.dispatch_table",
    kind: LIBPROF_EFFECT_PICKLING
  ),
  WatchedCollection(
    module: "copyreg",
    attribute: "_extension_registry",
    subject: "copyreg.extensions",
    kind: LIBPROF_EFFECT_PICKLING
  ),
  WatchedCollection(
    module: "logging",
    attribute: "_levelToName",
    subject: "logging levels",
    kind: LIBPROF_EFFECT_LOGGING
  ),
]

/// Whether an attribute holds a list or dictionary whose contents are watched: a copy in its place changes nothing.
func isWatchedCollection(_ attribute: UnsafeBufferPointer<UInt8>, of module: UnsafeBufferPointer<UInt8>) -> Bool {
  collections.contains { module.isEqual(to: $0.module) && attribute.isEqual(to: $0.attribute) }
}

func forgetCollections(_ python: Python) {
  for index in collections.indices {
    python.release(collections[index].items)
    collections[index].items = nil
    collections[index].dictionary?.forget(python)
    collections[index].dictionary = nil
  }
}

extension EffectObserver {
  /// Notes entries that were added to the lists and tables above, or taken from them.
  func observeCollections() {
    for index in collections.indices {
      let module = python.item(python.moduleDictionary(), collections[index].module)
      guard let value = python.item(python.namespace(ofModule: module), collections[index].attribute) else { continue }
      if python.isInstance(value, python.dictionaryType) {
        observeDictionary(value, at: index)
      } else if python.isInstance(value, python.listType) {
        observeList(value, at: index)
      }
    }
  }

  /// Whether an attribute is a list whose items are compared: that another list stands there says nothing by itself.
  func isWatchedList(_ value: Object?, _ key: Object, of module: Object) -> Bool {
    guard python.isInstance(value, python.listType) else { return false }
    return collections.contains { collection in
      python.withBytes(of: module) { name in
        python.withBytes(of: key) { name.equals(collection.module) && $0.equals(collection.attribute) } ?? false
      } ?? false
    }
  }

  private func observeDictionary(_ dictionary: Object, at index: Int) {
    let entry = collections[index]
    guard var watched = entry.dictionary, watched.dictionary == dictionary else {
      collections[index].dictionary?.forget(python)
      // The first sight of it is its module's own doing.
      collections[index].dictionary = WatchedDictionary(dictionary, python)
      return
    }
    watched.update(python) { key, change, _ in
      note(entry.kind, change, EffectText(entry.subject), description(of: key))
    }
    collections[index].dictionary = watched
  }

  private func observeList(_ list: Object, at index: Int) {
    let entry = collections[index]
    if let items = entry.items, isUnchanged(list, items) { return }
    guard let current = python.newTupleOfSequence(list) else { return python.clearError() }
    collections[index].items = current
    guard let items = entry.items else { return }
    noteMissing(of: current, in: items, LIBPROF_CHANGE_ADDED, entry)
    noteMissing(of: items, in: current, LIBPROF_CHANGE_REMOVED, entry)
    noteOrder(from: items, to: current, entry)
    python.release(items)
  }

  /// Notes that what stays, or comes back as an equal entry, stands in another order.
  ///
  /// The order before and the one after are named by numbers, so that a reader sees when it is as it was.
  private func noteOrder(from items: Object, to current: Object, _ entry: WatchedCollection) {
    let before = fingerprints(of: items), after = fingerprints(of: current)
    let staying = before.filter { after.contains($0) }, stayed = after.filter { before.contains($0) }
    guard !staying.elementsEqual(stayed) else { return }
    var detail = EffectText("order ")
    detail.append(hexadecimal: Self.fingerprint(of: before))
    detail.append(" ")
    detail.append(hexadecimal: Self.fingerprint(of: after))
    note(entry.kind, LIBPROF_CHANGE_DONE, EffectText(entry.subject), detail)
  }

  private func fingerprints(of items: Object) -> [UInt64] {
    var result: [UInt64] = []
    for index in 0..<python.tupleSize(items) {
      result.append(description(of: python.tupleItem(items, index)).withBytes { Fingerprint(of: $0).value })
    }
    return result
  }

  private static func fingerprint(of items: [UInt64]) -> UInt64 {
    var fingerprint = Fingerprint()
    for item in items { fingerprint.mix(word: item) }
    return fingerprint.value
  }

  private func isUnchanged(_ list: Object, _ items: Object) -> Bool {
    let count = python.tupleSize(items)
    guard python.sequenceSize(list) == count else { return false }
    for index in 0..<count {
      guard let item = python.sequenceItem(list, index) else {
        python.clearError()
        return false
      }
      // The list holds it too.
      python.release(item)
      guard item == python.tupleItem(items, index) else { return false }
    }
    return true
  }

  private func noteMissing(
    of items: Object,
    in others: Object,
    _ change: LibprofEffectChange,
    _ entry: WatchedCollection
  ) {
    for index in 0..<python.tupleSize(items) {
      let item = python.tupleItem(items, index)
      let isThere = (0..<python.tupleSize(others)).contains { python.tupleItem(others, $0) == item }
      guard !isThere else { continue }
      let comesBeforeOthers =
        entry.kind == LIBPROF_EFFECT_IMPORT_HOOK && change == LIBPROF_CHANGE_ADDED
        && isFollowed(index, in: items, byOneOf: others)
      note(
        entry.kind,
        comesBeforeOthers ? LIBPROF_CHANGE_REPLACED : change,
        EffectText(entry.subject),
        description(of: item)
      )
    }
  }

  /// A finder or hook before an older one decides first.
  private func isFollowed(_ index: Int, in items: Object, byOneOf others: Object) -> Bool {
    (index..<python.tupleSize(items)).contains { later in
      let item = python.tupleItem(items, later)
      return (0..<python.tupleSize(others)).contains { python.tupleItem(others, $0) == item }
    }
  }
}
