import AgentShims

/// Numbers byte strings from 1 in the order in which they are first seen.
///
/// An open-addressed table of our own: `Dictionary` would bring symbols that older C libraries do not have.
struct NameTable {
  private struct Entry {
    var hash: UInt64 = 0
    var bytes: UnsafeMutablePointer<UInt8>?
    var count = 0
    var number: UInt32 = 0
  }

  private var entries: UnsafeMutablePointer<Entry>
  private var capacity: Int
  private(set) var count: UInt32 = 0

  init() {
    capacity = 4096
    entries = .allocate(capacity: capacity)
    entries.initialize(repeating: Entry(), count: capacity)
  }

  /// The number of a string, and whether it was not known before.
  mutating func number(of name: UnsafeBufferPointer<UInt8>) -> (number: UInt32, isNew: Bool) {
    let hash = Fingerprint(of: name).value
    var slot = Int(truncatingIfNeeded: hash) & (capacity &- 1)
    while entries[slot].number != 0 {
      let entry = entries[slot]
      if entry.hash == hash, entry.count == name.count, Self.areEqual(entry.bytes, name) {
        return (entry.number, false)
      }
      slot = (slot &+ 1) & (capacity &- 1)
    }
    count = count &+ 1
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: name.count &+ 1)
    if let source = name.baseAddress { memcpy(copy, source, name.count) }
    entries[slot] = Entry(hash: hash, bytes: copy, count: name.count, number: count)
    let number = count
    if Int(count) &* 2 > capacity { rehash() }
    return (number, true)
  }

  private static func areEqual(_ bytes: UnsafeMutablePointer<UInt8>?, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let bytes, let other = name.baseAddress else { return name.isEmpty }
    return memcmp(bytes, other, name.count) == 0
  }

  private mutating func rehash() {
    let (old, oldCapacity) = (entries, capacity)
    capacity = capacity &* 2
    entries = .allocate(capacity: capacity)
    entries.initialize(repeating: Entry(), count: capacity)
    for index in 0..<oldCapacity where old[index].number != 0 {
      var slot = Int(truncatingIfNeeded: old[index].hash) & (capacity &- 1)
      while entries[slot].number != 0 { slot = (slot &+ 1) & (capacity &- 1) }
      entries[slot] = old[index]
    }
    old.deallocate()
  }
}
