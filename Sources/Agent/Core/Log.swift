import AgentShims
import EventLayout

/// The append-only, memory-mapped file that holds what the agent saw, whatever becomes of the process.
struct Log {
  static let window = 1 << 20

  private let path: UnsafeMutablePointer<CChar>
  private var base: UnsafeMutableRawPointer
  private var mapped: Int
  private(set) var used: Int
  /// What lies before is out of the process's memory, though not out of the file.
  private var released = 0

  /// How much may lie written in the process's memory.
  private static let kept = 1 << 17

  /// Creates the file; nil if it cannot be, in which case the agent steps aside.
  ///
  /// - Parameter path: an absolute path, allocated with `malloc`, owned by the log from here on.
  init?(path: UnsafeMutablePointer<CChar>) {
    guard let base = agent_log_create(path, Self.window) else { return nil }
    self.path = path
    self.base = base
    mapped = Self.window
    used = MemoryLayout<LibprofLogHeader>.size
  }

  /// A log that keeps nothing, for a process that has no room for one: the probes that are in place go on as they are.
  ///
  /// - Parameter memory: zeroed, for the head alone; owned by the log from here on.
  init(keepingNothingIn memory: UnsafeMutableRawPointer) {
    path = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
    path.initialize(to: 0)
    base = memory
    mapped = 0
    used = MemoryLayout<LibprofLogHeader>.size
  }

  /// The head of the file.
  var header: UnsafeMutablePointer<LibprofLogHeader> {
    base.assumingMemoryBound(to: LibprofLogHeader.self)
  }

  /// Appends a record and the bytes that follow it.
  ///
  /// The record's head is written last: a process that dies in between leaves no half record behind.
  mutating func append<Record: BitwiseCopyable>(
    _ record: Record,
    _ kind: LibprofRecordKind,
    text: UnsafeBufferPointer<UInt8>? = nil
  ) {
    let head = MemoryLayout<LibprofRecordHeader>.size
    let fixed = MemoryLayout<Record>.size
    let size = (fixed &+ (text?.count ?? 0) &+ 7) & ~7
    guard used &+ size &+ head <= mapped || grow(by: size) else {
      header.pointee.is_full = 1
      return
    }
    let place = base + used
    withUnsafeBytes(of: record) { bytes in
      guard let source = bytes.baseAddress else { return }
      memcpy(place + head, source + head, fixed &- head)
    }
    if let text, let source = text.baseAddress { memcpy(place + fixed, source, text.count) }
    let written = LibprofRecordHeader(
      size: UInt32(truncatingIfNeeded: size),
      kind: UInt16(truncatingIfNeeded: kind.rawValue),
      flags: 0
    )
    place.storeBytes(of: written, as: LibprofRecordHeader.self)
    used = used &+ size
    // All but the head, which is written to again: the log is to cost the program no memory, however long it gets.
    if used &- released >= Self.kept { released = agent_log_release(base, released, used) }
  }

  /// Counts one more call in the record of the first one.
  ///
  /// - Returns: whether more of them are to be counted.
  func count(callAt offset: Int) -> Bool {
    let record = (base + offset).assumingMemoryBound(to: LibprofCallRecord.self)
    guard record.pointee.count < LIBPROF_COUNT_LIMIT else { return false }
    record.pointee.count = record.pointee.count &+ 1
    return true
  }

  private mutating func grow(by size: Int) -> Bool {
    let wanted = mapped &+ ((size &+ Self.window) / Self.window &+ 1) &* Self.window
    guard let moved = agent_log_grow(path, base, mapped, wanted) else { return false }
    base = moved
    mapped = wanted
    return true
  }

  /// Cuts the file to what was written; the log must not be used afterwards.
  func close() {
    agent_log_close(path, base, mapped, used)
  }

  /// Leaves the file to the parent process.
  func abandon() {
    agent_log_abandon(base, mapped)
  }
}
