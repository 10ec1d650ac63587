import EventLayout
import Foundation
import TestSupport
import Testing

@testable import EventLog

@Suite struct `An event log` {
  @Test func `gives every record with its strings resolved`() throws {
    let log = try EventLogFile(path: "log", bytes: LogBytes.whole.bytes)
    let (name, file) = ("café.menu", "/app/café/menu.py")
    #expect(log.process == 4711)
    #expect(log.parent == 815)
    #expect(log.began == 1_000)
    #expect(log.state == .attached)
    #expect(log.interpreter == "3.13.0 (main)")
    #expect(!log.isCut)
    #expect(
      log.records == [
        .phase(kind: 0, name: "", time: 1_001),
        .importExecuted(
          ImportExecuted(
            load: 0,
            siteFile: file,
            siteLine: 3,
            target: name,
            level: 0,
            package: "",
            names: ["Tea", "Coffee"]
          )
        ),
        .loadBegan(
          LoadBegan(load: 1, parent: 0, name: name, siteFile: file, siteLine: 3, time: 1_002, cpu: 7, resident: 4_096)
        ),
        .call(load: 1, file: file, line: 12, name: name, isFunction: true, count: 3, time: 7),
        .loadEnded(LoadEnded(load: 1, file: file, loader: 1, succeeded: true, time: 1_009, cpu: 9, resident: 8_192)),
        .end(time: 1_010),
      ]
    )
  }

  @Test func `is read the same from a file`() throws {
    let scratch = try ScratchDirectory()
    let file = try scratch.write(LogBytes.whole.bytes, to: "1-2.events")
    let log = try EventLogFile(path: file.path)
    #expect(try log.records == EventLogFile(path: "log", bytes: LogBytes.whole.bytes).records)
  }

  @Test(arguments: [8, 24, 4_096]) func `with a longer header and longer records than known is read the same`(
    surplus: Int
  )
    throws
  {
    let known = try EventLogFile(path: "log", bytes: LogBytes.whole.bytes)
    let later = try EventLogFile(path: "log", bytes: LogBytes.whole(surplus: surplus).bytes)
    #expect(later.records == known.records)
    #expect(later.interpreter == known.interpreter && later.state == known.state && !later.isCut)
  }

  @Test func `that is missing names itself and the cause`() throws {
    let error = try #require(throws: EventLogError.self) { try EventLogFile(path: "/nonexistent/1.events") }
    guard case .unreadable(let path, let reason) = error else {
      Issue.record("it is \(error)")
      return
    }
    #expect(path == "/nonexistent/1.events")
    #expect(!reason.isEmpty)
  }

  @Test func `that is cut at any byte holds the records before the cut and says so`() throws {
    let whole = LogBytes.whole.bytes
    let records = try EventLogFile(path: "log", bytes: whole).records
    for length in 0..<whole.count {
      let head = Array(whole[..<length])
      guard length >= 136 else {
        let expected = length == 0 ? EventLogError.empty(path: "log") : .notALog(path: "log")
        #expect(throws: expected) { try EventLogFile(path: "log", bytes: head) }
        continue
      }
      let log = try EventLogFile(path: "log", bytes: head)
      #expect(log.isCut, "cut at byte \(length)")
      #expect(log.records.count < records.count)
      #expect(log.records == Array(records.prefix(log.records.count)), "cut at byte \(length)")
    }
  }

  @Test func `that stops in reserved zeroes is cut`() throws {
    var log = LogBytes()
    log.record(LIBPROF_RECORD_PHASE, [UInt32(1), UInt32(0), UInt64(5)])
    for _ in 0..<512 { log.add(UInt64(0)) }
    let read = try EventLogFile(path: "log", bytes: log.bytes)
    #expect(read.records == [.phase(kind: 1, name: "", time: 5)])
    #expect(read.isCut)
  }

  @Test(arguments: 0..<64) func `with flipped bits never does harm`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      var bytes = LogBytes.whole.bytes
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      }
      // The first bytes are spared in half of the cases: most flips there only show that this is no log.
      if Bool.random(using: &generator) { bytes.replaceSubrange(0..<16, with: LogBytes().bytes[0..<16]) }
      let log = try? EventLogFile(path: "log", bytes: bytes)
      #expect((log?.records.count ?? 0) <= bytes.count / 8)
    }
  }

  @Test(arguments: [0, 8, 135, 137, 4_000, UInt32.max])
  func `with a wrong header size never does harm`(size: UInt32) throws {
    var bytes = LogBytes.whole.bytes
    withUnsafeBytes(of: size) { bytes.replaceSubrange(12..<16, with: $0) }
    _ = try EventLogFile(path: "log", bytes: bytes)
  }

  @Test(arguments: [UInt32.max, 1 << 31, 12, 4, 7])
  func `ends before a record of impossible size`(size: UInt32) throws {
    var log = LogBytes()
    log.record(LIBPROF_RECORD_PHASE, [UInt32(1), UInt32(0), UInt64(5)])
    log.add(size)
    log.add(UInt32(LIBPROF_RECORD_END.rawValue))
    log.add(UInt64(9))
    let read = try EventLogFile(path: "log", bytes: log.bytes)
    #expect(read.records == [.phase(kind: 1, name: "", time: 5)])
    #expect(read.isCut)
  }

  @Test(arguments: [1_000, UInt32.max])
  func `whose string claims to be longer than its record keeps to the record`(length: UInt32) throws {
    var log = LogBytes()
    log.record(LIBPROF_RECORD_STRING, [UInt32(1), length], text: "sixteen bytes...")
    log.record(LIBPROF_RECORD_PHASE, [UInt32(2), UInt32(1), UInt64(5)])
    let read = try EventLogFile(path: "log", bytes: log.bytes)
    #expect(read.records == [.phase(kind: 2, name: "sixteen bytes...", time: 5)])
  }

  @Test func `whose string was never written gives an empty one`() throws {
    var log = LogBytes()
    log.record(LIBPROF_RECORD_PHASE, [UInt32(2), UInt32(99), UInt64(5)])
    #expect(try EventLogFile(path: "log", bytes: log.bytes).records == [.phase(kind: 2, name: "", time: 5)])
  }

  @Test func `passes over kinds of record it does not know`() throws {
    var log = LogBytes()
    log.record(99, [UInt64(1), UInt64(2), UInt64(3)])
    log.record(LIBPROF_RECORD_PHASE, [UInt32(1), UInt32(0), UInt64(5)])
    log.record(1_000, [])
    log.record(LIBPROF_RECORD_END, [UInt64(6)])
    let read = try EventLogFile(path: "log", bytes: log.bytes)
    #expect(read.records == [.phase(kind: 1, name: "", time: 5), .end(time: 6)])
    #expect(!read.isCut)
  }

  @Test func `that could not grow is cut even if it has an end`() throws {
    var log = LogBytes(isFull: true)
    log.record(LIBPROF_RECORD_END, [UInt64(6)])
    let read = try EventLogFile(path: "log", bytes: log.bytes)
    #expect(read.isFull)
    #expect(read.isCut)
  }

  @Test(arguments: [0, 2, UInt32.max]) func `of another version is refused`(version: UInt32) {
    let expected = EventLogError.otherVersion(path: "log", found: Int(version), expected: Int(LIBPROF_LOG_VERSION))
    #expect(throws: expected) { try EventLogFile(path: "log", bytes: LogBytes(version: version).bytes) }
    #expect("\(expected)".contains("build both together"))
  }

  @Test func `is not just any file`() {
    let script = Array("#!/bin/sh\n".utf8)
    #expect(throws: EventLogError.notALog(path: "log")) { try EventLogFile(path: "log", bytes: script) }
  }

  @Test(arguments: [0, 136, 4_096]) func `that was only begun is empty`(length: Int) {
    let zeroes = [UInt8](repeating: 0, count: length)
    #expect(throws: EventLogError.empty(path: "log")) { try EventLogFile(path: "log", bytes: zeroes) }
  }

  @Test func `tells what became of the agent`() throws {
    func state(_ state: LibprofAgentState, _ detail: String = "") throws -> EventLogFile.AgentState {
      try EventLogFile(path: "log", bytes: LogBytes(state: state, detail: detail).bytes).state
    }
    #expect(try state(LIBPROF_AGENT_WAITING) == .waiting)
    #expect(try state(LIBPROF_AGENT_INTERPRETER_TOO_OLD) == .interpreterTooOld)
    #expect(try state(LIBPROF_AGENT_FREE_THREADED) == .freeThreaded)
    #expect(try state(LIBPROF_AGENT_SYMBOL_MISSING, "PyImport_GetModule") == .symbolMissing("PyImport_GetModule"))
    #expect(try state(LIBPROF_AGENT_ATTRIBUTE_MISSING) == .attributeMissing)
    #expect(try state(LibprofAgentState(77)) == .waiting)
  }
}
