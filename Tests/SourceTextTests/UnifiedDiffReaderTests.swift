import SourceText
import TestSupport
import Testing

@Suite struct `A unified diff that is read` {
  @Test(arguments: 0..<200) func `leads from the old text to the new one and back`(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    func text() -> [UInt8] {
      let lines = (0..<Int.random(in: 0...30, using: &generator)).map { _ in
        ["a\n", "b\r\n", "--- a/x.py\n", "+++ b/x.py\n", "@@ -1 +1 @@\n", "\\ c\n", "\n", "é\n"].randomElement(
          using: &generator
        )
          ?? ""
      }
      let end = Bool.random(using: &generator) ? "last" : ""
      return Array((lines.joined() + end).utf8)
    }
    let (old, new) = (text(), text())
    guard old != new else { return }
    let reader = try UnifiedDiffReader(
      UnifiedDiff(path: "p/x y.py", before: old, after: new).bytes[...],
      path: "p/x y.py"
    )
    #expect(try reader.applied(to: old) == new)
    #expect(try reader.reverted(from: new) == old)
  }

  @Test(arguments: 0..<200) func `may be anything`(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var bytes = UnifiedDiff(path: "x.py", before: Array("a\nb\nc\n".utf8), after: Array("a\nd\n".utf8)).bytes
    for _ in 0..<3 {
      let place = Int.random(in: bytes.indices, using: &generator)
      switch Int.random(in: 0..<3, using: &generator) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
      case 1: bytes.remove(at: place)
      default: bytes.insert(contentsOf: Array("99999999999999999999".utf8), at: place)
      }
    }
    // Whatever it is, it is read, or refused with a reason.
    if let reader = try? UnifiedDiffReader(bytes[...], path: "x.py") {
      _ = try? reader.applied(to: Array("a\nb\nc\n".utf8))
    }
  }

  @Test func `fits the text that it was made for only`() throws {
    let diff = UnifiedDiff(path: "x.py", before: Array("a\nb\n".utf8), after: Array("a\nc\n".utf8)).bytes
    let reader = try UnifiedDiffReader(diff[...], path: "x.py")
    #expect(throws: UnifiedDiffError.doesNotFit(line: 1)) { try reader.applied(to: Array("x\nb\n".utf8)) }
    #expect(throws: UnifiedDiffError.doesNotFit(line: 1)) { try reader.applied(to: Array("a\n".utf8)) }
  }

  @Test func `is not that of another file`() throws {
    let diff = UnifiedDiff(path: "x.py", before: [], after: Array("a\n".utf8)).bytes
    #expect(throws: UnifiedDiffError.otherFile(expected: "y.py")) { try UnifiedDiffReader(diff[...], path: "y.py") }
  }
}
