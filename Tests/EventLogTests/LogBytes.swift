import EventLayout

/// Writes an event log byte by byte, as the agent would, and with every mistake a test wants.
struct LogBytes {
  private(set) var bytes: [UInt8] = []
  private var strings: [String: UInt32] = [:]
  /// How many bytes the header and each record have behind what is known of them, as a later agent may write them.
  private let surplus: Int

  init(
    magic: UInt64 = LIBPROF_LOG_MAGIC,
    version: UInt32 = UInt32(LIBPROF_LOG_VERSION),
    state: LibprofAgentState = LIBPROF_AGENT_ATTACHED,
    detail: String = "",
    isFull: Bool = false,
    surplus: Int = 0
  ) {
    self.surplus = surplus
    add(magic)
    add(version)
    add(UInt32(136 + surplus))
    add(Int32(4711))
    add(Int32(815))
    add(UInt64(1_000))
    add(state.rawValue)
    add(UInt32(isFull ? 1 : 0))
    add("3.13.0 (main)", width: 64)
    add(detail, width: 32)
    addSurplus()
  }

  /// Adds a record whose size is the right one.
  mutating func record(_ kind: LibprofRecordKind, _ fields: [any FixedWidthInteger], text: String = "") {
    record(kind.rawValue, fields, text: text)
  }

  mutating func record(_ kind: UInt32, _ fields: [any FixedWidthInteger], text: String = "") {
    let start = bytes.count
    add(UInt64(0))
    for field in fields { add(field) }
    bytes += Array(text.utf8)
    while bytes.count % 8 != 0 { bytes.append(0) }
    addSurplus()
    head(at: start, size: UInt32(bytes.count - start), kind: UInt16(kind))
  }

  /// The number of a string, written before its first use.
  mutating func string(_ text: String) -> UInt32 {
    if let known = strings[text] { return known }
    let number = UInt32(strings.count + 1)
    strings[text] = number
    record(LIBPROF_RECORD_STRING, [number, UInt32(text.utf8.count)], text: text)
    return number
  }

  /// Adds the bytes of anything.
  mutating func add(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number) { bytes += $0 }
  }

  private mutating func add(_ text: String, width: Int) {
    bytes += Array(text.utf8) + [UInt8](repeating: 0, count: width - text.utf8.count)
  }

  private mutating func addSurplus() {
    bytes += [UInt8](repeating: 0xA5, count: surplus)
  }

  private mutating func head(at offset: Int, size: UInt32, kind: UInt16) {
    var head = LogBytes(head: size, kind)
    bytes.replaceSubrange(offset..<offset + 8, with: head.take())
  }

  private init(head size: UInt32, _ kind: UInt16) {
    surplus = 0
    add(size)
    add(kind)
    add(UInt16(0))
  }

  private mutating func take() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }
}

extension LogBytes {
  /// A log with a record of every kind.
  static var whole: LogBytes { whole(surplus: 0) }

  /// The same, with bytes behind the header and each record that nobody knows.
  static func whole(surplus: Int) -> LogBytes {
    var log = LogBytes(surplus: surplus)
    log.record(LIBPROF_RECORD_PHASE, [UInt32(0), UInt32(0), UInt64(1_001)])
    let (name, file) = (log.string("café.menu"), log.string("/app/café/menu.py"))
    let names = log.string("Tea\nCoffee")
    log.record(LIBPROF_RECORD_IMPORT, [UInt32(0), file, UInt32(3), name, UInt32(0), UInt32(0), names, UInt32(0)])
    log.record(
      LIBPROF_RECORD_LOAD_BEGAN,
      [UInt32(1), UInt32(0), name, file, UInt32(3), UInt32(0), UInt64(1_002), UInt64(7), Int64(4_096)]
    )
    log.record(LIBPROF_RECORD_CALL, [UInt32(1), file, UInt32(12), name, UInt32(1), UInt32(3), UInt64(7)])
    log.record(
      LIBPROF_RECORD_LOAD_ENDED,
      [UInt32(1), file, LIBPROF_LOADER_SOURCE.rawValue, UInt32(1), UInt64(1_009), UInt64(9), Int64(8_192)]
    )
    log.record(LIBPROF_RECORD_END, [UInt64(1_010)])
    return log
  }
}
