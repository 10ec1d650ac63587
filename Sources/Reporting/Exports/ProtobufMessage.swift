/// A protocol buffers message under construction: the two wire types that a pprof profile needs.
///
/// Source: Protocol Buffers, "Encoding".
struct ProtobufMessage {
  private(set) var bytes: [UInt8] = []

  /// Appends a number; 0 is the default and left out.
  mutating func append(_ field: Int, _ value: some BinaryInteger) {
    guard value != 0 else { return }
    appendVarint(UInt64(field) << 3)
    appendVarint(UInt64(truncatingIfNeeded: value))
  }

  /// Appends text or another message.
  mutating func append(_ field: Int, _ content: some Collection<UInt8>) {
    appendVarint(UInt64(field) << 3 | 2)
    appendVarint(UInt64(content.count))
    bytes += content
  }

  /// Appends a message that is filled by a closure.
  mutating func append(_ field: Int, _ fill: (inout ProtobufMessage) -> Void) {
    var message = ProtobufMessage()
    fill(&message)
    append(field, message.bytes)
  }

  /// Appends a packed list of numbers.
  mutating func append(_ field: Int, packed values: some Sequence<some BinaryInteger>) {
    var list = ProtobufMessage()
    for value in values { list.appendVarint(UInt64(truncatingIfNeeded: value)) }
    append(field, list.bytes)
  }

  private mutating func appendVarint(_ value: UInt64) {
    var value = value
    while value >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    bytes.append(UInt8(value))
  }
}
