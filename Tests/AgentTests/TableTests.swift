import AgentShims
import Foundation
import TestSupport
import Testing

@Suite struct `The agent's name table` {
  @Test func `numbers names from 1 in the order they come`() {
    var table = NameTable()
    for (name, number) in [("os", 1), ("sys", 2), ("", 3), ("os.path", 4)] {
      let given = name.withBytes { table.number(of: $0) }
      #expect(given.number == number)
      #expect(given.isNew)
    }
    #expect(table.count == 4)
    let known = "sys".withBytes { table.number(of: $0) }
    #expect(known.number == 2)
    #expect(!known.isNew)
    let empty = table.number(of: UnsafeBufferPointer(start: nil, count: 0))
    #expect(empty.number == 3)
    #expect(!empty.isNew)
    #expect(table.count == 4)
  }

  @Test func `knows a name by its bytes and not by where they are`() {
    var table = NameTable()
    var bytes = Array("before".utf8)
    _ = bytes.withUnsafeBufferPointer { table.number(of: $0) }
    bytes = Array("after!".utf8)
    #expect(bytes.withUnsafeBufferPointer { table.number(of: $0) }.isNew)
    #expect(!"before".withBytes { table.number(of: $0) }.isNew)
  }

  @Test func `keeps every number when it grows`() {
    var table = NameTable()
    let names = (1...20_000).map { "package_\($0 % 97).module_\($0)" }
    for (index, name) in names.enumerated() {
      let given = name.withBytes { table.number(of: $0) }
      #expect(given.number == UInt32(index + 1) && given.isNew)
    }
    for (index, name) in names.enumerated() {
      let given = name.withBytes { table.number(of: $0) }
      #expect(given.number == UInt32(index + 1) && !given.isNew)
    }
    #expect(table.count == 20_000)
  }

  @Test func `tells names with zero bytes and equal beginnings apart`() {
    var table = NameTable()
    let names = ["a", "a\0", "a\0b", "a\0c", "ab", "\0", "\0\0"]
    #expect(names.map { $0.withBytes { table.number(of: $0).number } } == [1, 2, 3, 4, 5, 6, 7])
    #expect(names.map { $0.withBytes { table.number(of: $0).number } } == [1, 2, 3, 4, 5, 6, 7])
  }
}

@Suite struct `The agent's table of what was seen` {
  @Test func `forgets on request`() {
    var table = SeenTable()
    for key in 1...1000 as ClosedRange<UInt64> { _ = table.note(key, generation: 3) }
    table.forget(7)
    #expect(table.note(7, generation: 3) == .first)
    #expect(table.note(7, generation: 3) == .inThisGeneration)
    #expect(table.note(8, generation: 3) == .inThisGeneration)
  }

  @Test func `tells the first time from every other`() {
    var table = SeenTable()
    #expect(table.note(42) == .first)
    #expect(table.note(42) == .inThisGeneration)
    #expect(table.note(42, generation: 1) == .again)
    #expect(table.note(42, generation: 1) == .inThisGeneration)
    #expect(table.note(43, generation: 1) == .first)
    #expect(table.note(UInt64.max) == .first)
  }

  @Test(arguments: [1, 16, 4_096, 0x1_0000_0000]) func `keeps all keys when it grows`(step: UInt64) {
    var table = SeenTable()
    let keys = (1...20_000).map { UInt64($0) * step }
    for key in keys { #expect(table.note(key, generation: 3) == .first) }
    for key in keys { #expect(table.note(key, generation: 3) == .inThisGeneration) }
    for key in keys { #expect(table.note(key, generation: 4) == .again) }
  }

  @Test func `agrees with a set about random keys`() {
    var generator = SeededGenerator(seed: 7)
    var (table, known) = (SeenTable(), Set<UInt64>())
    for _ in 0..<50_000 {
      let key = UInt64.random(in: 1...30_000, using: &generator)
      #expect((table.note(key) == .first) == known.insert(key).inserted)
    }
  }
}

@Suite struct `The agent's tables together` {
  /// As many of each as scipy, pandas and scikit-learn have, rounded up.
  @Test func `take less than a megabyte for 1,500 modules`() throws {
    let scratch = try ScratchDirectory()
    let path = try #require(strdup(scratch.file("log").path))
    var session = Session(log: try #require(Log(path: path)))
    for number in 0..<12_000 { _ = "package.module.function_\(number)".withBytes { session.number(of: $0) } }
    for key in UInt64(1)...11_000 { _ = session.seenImports.note(key) }
    for key in UInt64(1)...6_000 {
      _ = session.seenCalls.note(key)
      _ = session.seenCodes.note(key)
    }
    #expect(session.byteCount > 0 && session.byteCount < 1 << 20)
    #expect(session.names.count == 12_000)
    session.freeTables()
    session.log.close()
  }

  @Test func `take no more than a few pages at first`() throws {
    #expect(NameTable().byteCount + 4 * SeenTable().byteCount < 32_768)
  }
}

@Suite struct `The agent's fingerprint` {
  @Test func `depends on every number and on their order`() {
    func value(_ numbers: [UInt32]) -> UInt64 {
      var fingerprint = Fingerprint()
      for number in numbers { fingerprint.mix(number) }
      return fingerprint.value
    }
    #expect(value([1, 2, 3]) == value([1, 2, 3]))
    #expect(value([1, 2, 3]) != value([3, 2, 1]))
    #expect(value([1, 2, 3]) != value([1, 2, 3, 0]))
    #expect(value([]) != value([0]))
  }

  @Test func `is never 0 and does not collide for many small inputs`() {
    var seen: Set<UInt64> = []
    for file in UInt32(0)..<60 {
      for line in UInt32(0)..<1_000 {
        var fingerprint = Fingerprint()
        fingerprint.mix(file)
        fingerprint.mix(line)
        #expect(fingerprint.value != 0)
        seen.insert(fingerprint.value)
      }
    }
    #expect(seen.count == 60_000)
  }

  @Test func `of bytes tells texts apart`() {
    let texts = [
      "", "\0", "\0\0", "a", "b", "ab", "ba", "a\0", "importli", "importlib", "importlib.util", "importli\0",
      "\0\0\0\0\0\0\0\0", "12345678abcdefgh", "abcdefgh12345678",
    ]
    #expect(Set(texts.map { $0.withBytes { Fingerprint(of: $0).value } }).count == texts.count)
  }

  @Test func `of bytes does not collide for many similar names`() {
    let names = (0..<100_000).map { "site-packages/package_\($0 % 97)/module_\($0).py" }
    #expect(Set(names.map { $0.withBytes { Fingerprint(of: $0).value } }).count == names.count)
  }
}
