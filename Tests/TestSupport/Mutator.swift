/// Spoils valid input in ways that somebody who means harm might, the same ways for the same seed.
public struct Mutator {
  private var generator: SeededGenerator

  /// What is put into names, paths and numbers.
  private static let hostile = [
    "../../outside", "/tmp/outside.py", "..", "\u{1B}[2J\u{1B}]0;x\u{7}", "\0", "\r\n", "\n", "-1", "0",
    "18446744073709551616",
    "9223372036854775807", "-9223372036854775808", "1e999", "null", "{}", "[]", "\"",
    "@@ -1,999999999 +1,999999999 @@\n",
    "\u{202E}", "--- a/../x\n+++ b/../x\n", "%s%n", String(repeating: "[", count: 2_000),
    String(repeating: "a", count: 5_000),
  ].map { Array($0.utf8) }

  /// Begins with a seed.
  public init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  /// A few changes in one go.
  public mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...3, using: &generator) { change(&bytes) }
    return bytes
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    let place = Int.random(in: 0...bytes.count, using: &generator)
    let end = min(bytes.count, place + Int.random(in: 0...40, using: &generator))
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: bytes.removeSubrange(place...)
    case 1: bytes.removeSubrange(place..<end)
    case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
    case 3 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 4: replaceWord(in: &bytes, from: place)
    default: bytes.insert(contentsOf: Self.hostile.randomElement(using: &generator) ?? [], at: place)
    }
  }

  /// A whole name or number, so that the rest stays well formed.
  private mutating func replaceWord(in bytes: inout [UInt8], from place: Int) {
    func isWord(_ byte: UInt8) -> Bool {
      byte >= 0x80 || Character(UnicodeScalar(byte)).isLetter || (0x2D...0x39).contains(byte)
    }
    guard let start = bytes[place...].firstIndex(where: isWord) else { return }
    let end = bytes[start...].firstIndex { !isWord($0) } ?? bytes.count
    bytes.replaceSubrange(start..<end, with: Self.hostile.randomElement(using: &generator) ?? [])
  }
}
