/// Remembers 64-bit keys, each with the generation in which it was last seen.
struct SeenTable {
  private var keys: UnsafeMutablePointer<UInt64>
  private var generations: UnsafeMutablePointer<UInt32>
  private var capacity: Int
  private var count = 0

  init() {
    capacity = 4096
    keys = .allocate(capacity: capacity)
    keys.initialize(repeating: 0, count: capacity)
    generations = .allocate(capacity: capacity)
    generations.initialize(repeating: 0, count: capacity)
  }

  /// What noting a key found.
  enum Sighting {
    case first, again, inThisGeneration
  }

  /// Notes a key (not 0) and says whether it is new, new in this generation, or known.
  mutating func note(_ key: UInt64, generation: UInt32 = 0) -> Sighting {
    let slot = place(of: key)
    if keys[slot] == key {
      guard generations[slot] != generation else { return .inThisGeneration }
      generations[slot] = generation
      return .again
    }
    keys[slot] = key
    generations[slot] = generation
    count = count &+ 1
    if count &* 2 > capacity { rehash() }
    return .first
  }

  /// Whether a key (not 0) has been noted.
  func contains(_ key: UInt64) -> Bool { keys[place(of: key)] == key }

  private func place(of key: UInt64) -> Int {
    // Keys may be addresses, whose low bits are always 0.
    let spread = key &* 0x9e37_79b9_7f4a_7c15
    var slot = Int(truncatingIfNeeded: spread &>> 20) & (capacity &- 1)
    while keys[slot] != 0, keys[slot] != key { slot = (slot &+ 1) & (capacity &- 1) }
    return slot
  }

  private mutating func rehash() {
    let (oldKeys, oldGenerations, oldCapacity) = (keys, generations, capacity)
    capacity = capacity &* 2
    keys = .allocate(capacity: capacity)
    keys.initialize(repeating: 0, count: capacity)
    generations = .allocate(capacity: capacity)
    generations.initialize(repeating: 0, count: capacity)
    for index in 0..<oldCapacity where oldKeys[index] != 0 {
      let slot = place(of: oldKeys[index])
      keys[slot] = oldKeys[index]
      generations[slot] = oldGenerations[index]
    }
    oldKeys.deallocate()
    oldGenerations.deallocate()
  }
}
