import Foundation

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers in every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}

/// Normally distributed numbers with mean 0 and deviation 1 (Box and Muller 1958).
struct Noise {
  var generator: SplitMix

  init(seed: UInt64) {
    generator = SplitMix(state: seed)
  }

  mutating func next() -> Double {
    let radius = sqrt(-2 * log(Double.random(in: Double.leastNonzeroMagnitude..<1, using: &generator)))
    return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &generator))
  }
}
