/// Writes values one after the other into bytes: numbers in as few bytes as they need, each string once.
struct ArchiveWriter {
  private var values: [UInt8] = []
  private var strings: [UInt8] = []
  private var numbers: [String: Int] = [:]

  /// The strings, and behind them the values that refer to them.
  var bytes: [UInt8] {
    var head = ArchiveWriter()
    head.write(numbers.count)
    return head.values + strings + values
  }

  /// Writes a number, seven bits at a time, the lowest first.
  mutating func write(_ number: Int) { Self.append(number, to: &values) }

  /// Writes a string as its number in the table of strings.
  mutating func write(_ string: String) {
    if let known = numbers[string] { return write(known) }
    numbers[string] = numbers.count
    write(numbers.count - 1)
    Self.append(string.utf8.count, to: &strings)
    strings += string.utf8
  }

  private static func append(_ number: Int, to bytes: inout [UInt8]) {
    var rest = UInt(bitPattern: number)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }
}
