/// A 64-bit hash (eight bytes at a time after FNV-1a, with a final mix) that stands for what was fed to it.
struct Fingerprint {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  init() {}

  init(of bytes: UnsafeBufferPointer<UInt8>) {
    // Paths are long and looked up at every import: not a byte at a time.
    let raw = UnsafeRawBufferPointer(bytes)
    var offset = 0
    while offset &+ 8 <= raw.count {
      mix(word: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset = offset &+ 8
    }
    var rest: UInt64 = 0
    while offset < raw.count {
      rest = rest &<< 8 | UInt64(raw[offset])
      offset = offset &+ 1
    }
    mix(word: rest)
    mix(word: UInt64(truncatingIfNeeded: raw.count))
  }

  mutating func mix(_ number: UInt32) { mix(word: UInt64(number)) }

  mutating func mix(word: UInt64) {
    state = (state ^ word) &* 0x9e37_79b9_7f4a_7c15
    state ^= state &>> 29
  }

  /// Never 0, so that 0 can mark an empty slot.
  var value: UInt64 {
    var mixed = (state ^ (state &>> 32)) &* 0xff51_afd7_ed55_8ccd
    mixed ^= mixed &>> 33
    return mixed == 0 ? 1 : mixed
  }
}
