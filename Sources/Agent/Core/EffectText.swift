/// Builds a short text, byte by byte: Embedded Swift's `String` would need the Unicode tables.
struct EffectText {
  private var bytes: [UInt8] = []

  init() {}

  init(_ text: StaticString) {
    append(text)
  }

  /// Long texts are cut: a record of an effect is to name it, not to copy it.
  mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: text.prefix(200))
  }

  mutating func append(_ text: StaticString) {
    append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func append(hexadecimal number: UInt64) {
    for shift in stride(from: 60, through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: number &>> UInt64(shift)) & 15
      bytes.append(digit < 10 ? UInt8(ascii: "0") &+ digit : UInt8(ascii: "a") &+ digit &- 10)
    }
  }

  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    bytes.withUnsafeBufferPointer(body)
  }
}
