/// SHA-256 (FIPS 180-4): tells whether two answers are the same without keeping them.
public struct Digest {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]

  /// The first 16 hexadecimal digits of the SHA-256 of some bytes.
  static func short(of bytes: some Sequence<UInt8>) -> String { String(hexadecimal(of: Array(bytes)).prefix(16)) }

  /// All 64 digits.
  public static func hexadecimal(of bytes: [UInt8]) -> String {
    var digest = Digest()
    var padded = bytes + [0x80]
    padded += [UInt8](repeating: 0, count: (120 - padded.count % 64) % 64)
    padded += (0..<8).map { UInt8(truncatingIfNeeded: (bytes.count * 8) >> (56 - 8 * $0)) }
    for start in stride(from: 0, to: padded.count, by: 64) { digest.mix(padded[start..<(start + 64)]) }
    return digest.state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  private mutating func mix(_ block: ArraySlice<UInt8>) {
    var words: [UInt32] = stride(from: block.startIndex, to: block.endIndex, by: 4).map { place in
      block[place..<(place + 4)].reduce(0) { $0 << 8 | UInt32($1) }
    }
    for index in 16..<64 {
      let (early, late) = (words[index - 15], words[index - 2])
      let small = rotated(early, 7) ^ rotated(early, 18) ^ early >> 3
      let large = rotated(late, 17) ^ rotated(late, 19) ^ late >> 10
      words.append(words[index - 16] &+ small &+ words[index - 7] &+ large)
    }
    // The standard's a … h.
    var row = state
    for index in 0..<64 {
      let sum = rotated(row[4], 6) ^ rotated(row[4], 11) ^ rotated(row[4], 25)
      let choice = row[4] & row[5] ^ ~row[4] & row[6]
      let first = row[7] &+ sum &+ choice &+ Self.constants[index] &+ words[index]
      let other = rotated(row[0], 2) ^ rotated(row[0], 13) ^ rotated(row[0], 22)
      let majority = row[0] & row[1] ^ row[0] & row[2] ^ row[1] & row[2]
      row = [first &+ other &+ majority] + row.dropLast()
      row[4] = row[4] &+ first
    }
    for index in 0..<8 { state[index] = state[index] &+ row[index] }
  }

  private func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = primes.map { prime in
    // The cube root of prime · 2^96 is the root of the prime with 32 bits behind the point; found bit by bit.
    var root: UInt64 = 0
    for bit in (0..<36).reversed() {
      let candidate = root | 1 << UInt64(bit)
      if isCube(candidate, atMost: prime) { root = candidate }
    }
    return UInt32(truncatingIfNeeded: root)
  }

  private static func isCube(_ root: UInt64, atMost prime: UInt64) -> Bool {
    let wide = UInt128(root)
    return wide * wide * wide <= UInt128(prime) << 96
  }

  private static let primes: [UInt64] = (2...311).filter { number in
    !(2..<number).contains { $0 * $0 <= number && number % $0 == 0 }
  }
}
