/// A 64-bit hash (FNV-1a with a final mix) that stands for what was fed to it.
struct Fingerprint {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  init() {}

  init(of bytes: UnsafeBufferPointer<UInt8>) {
    for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
  }

  mutating func mix(_ number: UInt32) {
    state = (state ^ UInt64(number)) &* 0x9e37_79b9_7f4a_7c15
    state ^= state &>> 29
  }

  /// Never 0, so that 0 can mark an empty slot.
  var value: UInt64 {
    var mixed = (state ^ (state &>> 32)) &* 0xff51_afd7_ed55_8ccd
    mixed ^= mixed &>> 33
    return mixed == 0 ? 1 : mixed
  }
}
