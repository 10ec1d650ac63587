import AgentShims
import CPython
import EventLayout

/// Whether a change of a dictionary shows by its version tag (PEP 509), which is there up to 3.13.
nonisolated(unsafe) private(set) var hasVersionTags = false

/// Where `ma_version_tag` lies in a dictionary: behind the object's head and `ma_used`.
private let versionTagOffset = 24

/// Finds out, on a dictionary of our own, whether version tags work; "snapshots" among the probes does without them.
func chooseDetection(_ agent: UnsafeMutablePointer<Agent>) {
  let python = agent.pointee.python
  if let probes = getenv(LIBPROF_ENVIRONMENT_PROBES), strstr(probes, "snapshots") != nil { return }
  guard let dictionary = python.newDictionary(), let key = python.newText("key"), let one = python.newInteger(1),
    let two = python.newInteger(2)
  else { return python.clearError() }
  let empty = rawTag(of: dictionary)
  _ = python.setDictionaryValue(dictionary, key, one)
  let filled = rawTag(of: dictionary)
  _ = python.setDictionaryValue(dictionary, key, two)
  let replaced = rawTag(of: dictionary)
  let read = python.dictionaryValue(dictionary, key) == two ? rawTag(of: dictionary) : 0
  _ = python.removeDictionaryValue(dictionary, key)
  let emptied = rawTag(of: dictionary)
  hasVersionTags = empty != filled && filled != replaced && replaced == read && replaced != emptied
  for object in [dictionary, key, one, two] { python.release(object) }
}

func rawTag(of dictionary: Object) -> UInt64 {
  UnsafeRawPointer(dictionary).loadUnaligned(fromByteOffset: versionTagOffset, as: UInt64.self)
}

/// A dictionary and what it held when it was last looked at.
///
/// Its keys are kept alive, its values are not (`ValueMemory`).
struct WatchedDictionary {
  let dictionary: Object
  private let keepsDictionary: Bool
  private var copy: Object?
  private var tag: UInt64 = 0

  /// Looks at a dictionary for the first time; the caller knows that it is still there if it is not kept.
  init(_ dictionary: Object, keeping keepsDictionary: Bool = true, _ python: Python) {
    self.dictionary = dictionary
    self.keepsDictionary = keepsDictionary
    if keepsDictionary { python.retain(dictionary) }
    remember(python)
  }

  /// Whether it may have changed; without version tags that takes a comparison.
  var mayHaveChanged: Bool { !hasVersionTags || tag != rawTag(of: dictionary) }

  /// Calls a closure with each key whose value is another one now, and what became of it; remembers the new state.
  mutating func update(_ python: Python, _ body: (Object, LibprofEffectChange, Object?) -> Void) {
    guard mayHaveChanged else { return }
    let old = copy
    var isSame = python.dictionarySize(old) == python.dictionarySize(dictionary)
    var position = 0
    var (key, value): (Object?, Object?) = (nil, nil)
    while python.nextItem(dictionary, &position, &key, &value) != 0 {
      guard let key, let value else { continue }
      let before = python.dictionaryValue(old, key)
      guard !python.remembers(before, value) else { continue }
      isSame = false
      body(key, before == nil ? LIBPROF_CHANGE_ADDED : LIBPROF_CHANGE_REPLACED, value)
    }
    guard !isSame else {
      tag = rawTag(of: dictionary)
      return
    }
    position = 0
    while python.nextItem(old, &position, &key, &value) != 0 {
      guard let key, python.dictionaryValue(dictionary, key) == nil else { continue }
      body(key, LIBPROF_CHANGE_REMOVED, nil)
    }
    remember(python)
    python.release(old)
  }

  private mutating func remember(_ python: Python) {
    tag = rawTag(of: dictionary)
    copy = python.copyDictionary(dictionary)
    // Making memories may set objects free, whose finalizers may change the dictionary: the copy is nobody else's.
    var position = 0
    var (key, value): (Object?, Object?) = (nil, nil)
    while python.nextItem(copy, &position, &key, &value) != 0 {
      guard let key, let value, let memory = python.memory(of: value) else { continue }
      if memory != value, python.setDictionaryValue(copy, key, memory) != 0 { python.clearError() }
      python.release(memory)
    }
    if copy == nil { python.clearError() }
  }

  mutating func forget(_ python: Python) {
    python.release(copy)
    copy = nil
    if keepsDictionary { python.release(dictionary) }
  }
}
