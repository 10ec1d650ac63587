internal import FoundationEssentials

/// 128 bits that stand for a text, equal in every process; not meant to withstand someone who looks for a collision.
struct ContentHash: Hashable, Sendable {
  let first: UInt64
  let second: UInt64

  /// Hashes bytes, together with a number for what else decides.
  ///
  /// Every eight bytes are mixed into two lanes by multiplications whose halves are folded.
  ///
  /// - Parameters:
  ///   - bytes: the text.
  ///   - seed: the number.
  /// - Complexity: O(n), eight bytes at a step.
  init(_ bytes: some ContiguousBytes & Collection<UInt8>, seed: UInt64 = 0) {
    let lanes: (UInt64, UInt64) = unsafe bytes.withUnsafeBytes { buffer in
      var first = 0x9E37_79B9_7F4A_7C15 ^ seed
      var second = 0xC2B2_AE3D_27D4_EB4F ^ UInt64(truncatingIfNeeded: buffer.count)
      func mix(_ word: UInt64) {
        first = Self.folded(first ^ word, 0xA076_1D64_78BD_642F) &+ word
        second = Self.folded(second &+ word, 0xE703_7ED1_A0B4_28DB) ^ (word << 32 | word >> 32)
      }
      var offset = 0
      while offset + 8 <= buffer.count {
        mix(unsafe buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        offset += 8
      }
      var rest: UInt64 = 1
      while offset < buffer.count {
        rest = unsafe rest << 8 | UInt64(buffer[offset])
        offset += 1
      }
      mix(rest)
      mix(first ^ second)
      return (first, second)
    }
    (first, second) = lanes
  }

  /// A hash from its halves.
  init(first: UInt64, second: UInt64) {
    self.first = first
    self.second = second
  }

  private static func folded(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }
}
