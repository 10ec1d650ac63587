/// Reads what an `ArchiveWriter` wrote.
///
/// Reading goes on with zeros once something does not fit, so that only the end has to be looked at.
struct ArchiveReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int
  private var strings: [String] = []
  /// Whether something was read that no writer wrote.
  private(set) var isBroken = false

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
    let count = readCount()
    strings.reserveCapacity(count)
    for _ in 0..<count {
      let length = readCount()
      strings.append(String(decoding: bytes[position..<(position + length)], as: UTF8.self))
      position += length
    }
  }

  /// Whether everything was read, and all of it made sense.
  var isComplete: Bool { !isBroken && position == bytes.endIndex }

  /// Reads a number.
  mutating func readNumber() -> Int {
    var number: UInt = 0
    var shift: UInt = 0
    while position < bytes.endIndex, shift < 64 {
      let byte = bytes[position]
      position += 1
      number |= UInt(byte & 0x7F) << shift
      if byte < 0x80 { return Int(bitPattern: number) }
      shift += 7
    }
    fail()
    return 0
  }

  /// Reads how many elements follow; each takes a byte at least.
  mutating func readCount() -> Int {
    let count = readNumber()
    guard count >= 0, count <= bytes.endIndex - position else {
      fail()
      return 0
    }
    return count
  }

  /// Reads a string.
  mutating func readString() -> String {
    let number = readNumber()
    guard strings.indices.contains(number) else {
      fail()
      return ""
    }
    return strings[number]
  }

  /// Notes that the bytes are not what a writer wrote.
  mutating func fail() {
    isBroken = true
    position = bytes.endIndex
  }
}
