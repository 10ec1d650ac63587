import AgentShims

/// Numbers byte strings from 1 in the order in which they are first seen.
///
/// An open-addressed table of our own: `Dictionary` would bring symbols that older C libraries do not have. It keeps the
/// fingerprint and the length of a string, not its bytes, which would make the program larger by all the names it has; of
/// 100,000 different strings two would be taken for one with a probability of less than 10⁻⁹.
struct NameTable {
  private struct Entry {
    var hash: UInt64 = 0
    var length: UInt32 = 0
    /// 0 in an empty slot.
    var number: UInt32 = 0
  }

  private var entries: Pages<Entry>
  private(set) var count: UInt32 = 0

  init() {
    entries = Pages(capacity: 256)
  }

  /// What it takes of the program's memory.
  var byteCount: Int { entries.byteCount }

  /// The number of a string, and whether it was not known before.
  mutating func number(of name: UnsafeBufferPointer<UInt8>) -> (number: UInt32, isNew: Bool) {
    let entry = Entry(
      hash: Fingerprint(of: name).value,
      length: UInt32(truncatingIfNeeded: name.count),
      number: count &+ 1
    )
    // Without memory for a larger table strings get another number each time, which is written like the first.
    if Int(count) &+ 1 >= entries.filling, !grow() {
      count = entry.number
      return (entry.number, true)
    }
    let slot = place(of: entry)
    if entries[slot].number != 0 { return (entries[slot].number, false) }
    count = entry.number
    entries[slot] = entry
    return (entry.number, true)
  }

  func free() { entries.free() }

  private func place(of entry: Entry) -> Int {
    let mask = entries.capacity &- 1
    var slot = Int(truncatingIfNeeded: entry.hash) & mask
    while entries[slot].number != 0, entries[slot].hash != entry.hash || entries[slot].length != entry.length {
      slot = (slot &+ 1) & mask
    }
    return slot
  }

  private mutating func grow() -> Bool {
    let old = entries
    let larger = Pages<Entry>(capacity: old.capacity &* 2)
    guard larger.capacity > 0 else { return false }
    entries = larger
    for index in 0..<old.capacity where old[index].number != 0 { entries[place(of: old[index])] = old[index] }
    old.free()
    return true
  }
}
