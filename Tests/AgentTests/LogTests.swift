import AgentShims
import EventLayout
import Foundation
import TestSupport
import Testing

@Suite struct `The agent's log` {
  private let scratch: ScratchDirectory

  init() throws {
    scratch = try ScratchDirectory()
  }

  @Test func `holds records one after the other and is cut to them when it is closed`() throws {
    var log = try #require(open())
    log.header.pointee.magic = LIBPROF_LOG_MAGIC
    append("menu", to: &log, number: 1)
    append("four", to: &log, number: 2)
    append("", to: &log, number: 3)
    let used = log.used
    log.close()
    let bytes = try scratch.read("log")
    #expect(bytes.count == used)
    #expect(bytes.count == 136 + 24 + 24 + 16)
    #expect(Array(bytes[..<8]) == Array("proflog\n".utf8).reversed() || Array(bytes[..<8]) == Array("proflog\n".utf8))
    #expect(records(in: bytes).map(\.kind) == [1, 1, 1])
    #expect(Array(bytes[(136 + 16)..<(136 + 20)]) == Array("menu".utf8))
  }

  @Test func `can be read at any time, and ends in zeroes`() throws {
    var log = try #require(open())
    append("menu", to: &log, number: 1)
    let bytes = try scratch.read("log")
    #expect(bytes.count == Log.window)
    #expect(records(in: bytes).map(\.size) == [24])
    #expect(bytes[log.used...].allSatisfy { $0 == 0 })
    log.close()
  }

  @Test func `grows without losing a record`() throws {
    var log = try #require(open())
    let text = String(repeating: "x", count: 1_000)
    for number in UInt32(1)...5_000 { append(text, to: &log, number: number) }
    #expect(log.header.pointee.is_full == 0)
    log.close()
    let found = records(in: try scratch.read("log"))
    #expect(found.count == 5_000)
    #expect(found.map(\.first) == (1...5_000).map { UInt32($0) })
  }

  @Test(arguments: [Log.window - 200, Log.window - 136 - 16 - 8, Log.window - 136 - 16, Log.window, 3 * Log.window + 5])
  func `takes a text of any size`(size: Int) throws {
    var log = try #require(open())
    append(String(repeating: "y", count: size), to: &log, number: 1)
    append("after", to: &log, number: 2)
    log.close()
    let found = records(in: try scratch.read("log"))
    #expect(found.map(\.first) == [1, 2])
  }

  @Test func `that cannot grow says so and stays readable`() throws {
    var log = try #require(open())
    // Growing opens the file by its name.
    try FileManager.default.moveItem(at: scratch.file("log"), to: scratch.file("moved"))
    let text = String(repeating: "z", count: 100_000)
    for number in UInt32(1)...20 { append(text, to: &log, number: number) }
    #expect(log.header.pointee.is_full == 1)
    let found = records(in: try scratch.read("moved"))
    #expect(found.map(\.first) == (1...10).map { UInt32($0) })
    log.abandon()
  }

  @Test func `is not made over a file that is there, nor in a folder that is not`() throws {
    try scratch.write("precious", to: "log")
    #expect(open() == nil)
    #expect(try scratch.read("log") == Array("precious".utf8))
    #expect(open("missing/log") == nil)
  }

  @Test func `of a session writes each string once`() throws {
    var session = Session(log: try #require(open()))
    let numbers = ["a", "b", "a", "a", "c"].map { $0.withBytes { session.number(of: $0) } }
    #expect(numbers == [1, 2, 1, 1, 3])
    session.begin(LIBPROF_PHASE_INVOCATION, name: 2)
    session.end()
    session.log.close()
    let kinds = [
      LIBPROF_RECORD_STRING, LIBPROF_RECORD_STRING, LIBPROF_RECORD_STRING, LIBPROF_RECORD_PHASE, LIBPROF_RECORD_END,
    ]
    #expect(records(in: try scratch.read("log")).map(\.kind) == kinds.map { UInt16($0.rawValue) })
  }

  private func open(_ name: String = "log") -> Log? {
    guard let path = strdup(scratch.file(name).path) else { return nil }
    return Log(path: path)
  }

  private func append(_ text: String, to log: inout Log, number: UInt32) {
    var record = LibprofStringRecord()
    record.string = number
    text.withBytes { bytes in
      record.length = UInt32(bytes.count)
      log.append(record, LIBPROF_RECORD_STRING, text: bytes)
    }
  }

  /// Walks over a log by nothing but the sizes in it.
  private func records(in bytes: [UInt8]) -> [(size: UInt32, kind: UInt16, first: UInt32)] {
    var found: [(size: UInt32, kind: UInt16, first: UInt32)] = []
    var offset = 136
    bytes.withUnsafeBytes { raw in
      while offset + 12 <= raw.count {
        let size = raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
        guard size >= 8 else { return }
        let kind = raw.loadUnaligned(fromByteOffset: offset + 4, as: UInt16.self)
        found.append((size, kind, raw.loadUnaligned(fromByteOffset: offset + 8, as: UInt32.self)))
        offset += Int(size)
      }
    }
    return found
  }
}
