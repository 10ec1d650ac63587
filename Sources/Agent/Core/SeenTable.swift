import AgentShims

/// Remembers 64-bit keys, each with the generation in which it was last seen.
struct SeenTable {
  private var keys: Pages<UInt64>
  private var generations: Pages<UInt32>
  private var count = 0

  init() {
    keys = Pages(capacity: 256)
    generations = Pages(capacity: 256)
  }

  /// What it takes of the program's memory.
  var byteCount: Int { keys.byteCount &+ generations.byteCount }

  /// What noting a key found.
  enum Sighting {
    case first, again, inThisGeneration
  }

  /// Notes a key (not 0) and says whether it is new, new in this generation, or known.
  mutating func note(_ key: UInt64, generation: UInt32 = 0) -> Sighting {
    // Without memory for a larger table everything is new.
    if count &+ 1 >= keys.filling, !grow() { return .first }
    let slot = place(of: key)
    if keys[slot] == key {
      let last = generations[slot]
      guard last != generation else { return .inThisGeneration }
      generations[slot] = generation
      return last == Self.forgotten ? .first : .again
    }
    keys[slot] = key
    generations[slot] = generation
    count = count &+ 1
    return .first
  }

  /// The generation in which a key (not 0) was last noted; nil for an unknown one.
  func generation(of key: UInt64) -> UInt32? {
    guard keys.capacity > 0 else { return nil }
    let slot = place(of: key)
    return keys[slot] == key ? generations[slot] : nil
  }

  /// Makes a key (not 0) that has been noted a new one again.
  func forget(_ key: UInt64) {
    // What was noted without memory for it is not there.
    if contains(key) { generations[place(of: key)] = Self.forgotten }
  }

  /// The generation of what is not to be remembered; no other gets that far.
  private static let forgotten = UInt32.max

  /// Whether a key (not 0) has been noted.
  func contains(_ key: UInt64) -> Bool { generation(of: key) != nil }

  func free() {
    keys.free()
    generations.free()
  }

  private func place(of key: UInt64) -> Int {
    let mask = keys.capacity &- 1
    // Keys may be addresses, whose low bits are always 0.
    let spread = key &* 0x9e37_79b9_7f4a_7c15
    var slot = Int(truncatingIfNeeded: spread &>> 20) & mask
    while keys[slot] != 0, keys[slot] != key { slot = (slot &+ 1) & mask }
    return slot
  }

  private mutating func grow() -> Bool {
    let (oldKeys, oldGenerations) = (keys, generations)
    let largerKeys = Pages<UInt64>(capacity: oldKeys.capacity &* 2)
    let largerGenerations = Pages<UInt32>(capacity: oldKeys.capacity &* 2)
    guard largerKeys.capacity > 0, largerGenerations.capacity > 0 else {
      largerKeys.free()
      largerGenerations.free()
      return false
    }
    keys = largerKeys
    generations = largerGenerations
    for index in 0..<oldKeys.capacity where oldKeys[index] != 0 {
      let slot = place(of: oldKeys[index])
      keys[slot] = oldKeys[index]
      generations[slot] = oldGenerations[index]
    }
    oldKeys.free()
    oldGenerations.free()
    return true
  }
}
