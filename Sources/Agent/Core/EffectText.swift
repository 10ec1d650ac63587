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

  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    bytes.withUnsafeBufferPointer(body)
  }
}
