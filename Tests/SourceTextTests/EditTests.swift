import SourceText
import Testing

struct Edits {
  private func applied(_ edits: [Edit], to text: String) throws -> String {
    String(decoding: try applying(edits, to: Array(text.utf8)), as: UTF8.self)
  }

  @Test func `edits may be given in any order`() throws {
    let edits: [Edit] = [.replacement(4..<5, with: "E"), .insertion("!", at: 6), .deletion(0..<2)]
    #expect(try applied(edits, to: "abcdef") == "cdEf!")
  }

  @Test func `insertions at one offset keep their order and come before a deletion there`() throws {
    #expect(try applied([.deletion(1..<2), .insertion("1", at: 1), .insertion("2", at: 1)], to: "abc") == "a12c")
  }

  @Test func `the same insertion twice is inserted twice`() throws {
    #expect(try applied([.insertion("x", at: 1), .insertion("x", at: 1)], to: "ab") == "axxb")
  }

  @Test func `edits that touch do not overlap`() throws {
    #expect(try applied([.deletion(0..<1), .deletion(1..<2), .insertion("x", at: 2)], to: "abc") == "xc")
  }

  @Test(arguments: [Edit.deletion(1..<3), .insertion("x", at: 1), .deletion(0..<2)])
  func `overlapping edits are refused`(_ other: Edit) {
    #expect(throws: SourceTextError.self) { try applied([.deletion(0..<2), other], to: "abc") }
  }

  @Test func `an edit behind the end is refused`() {
    #expect(throws: SourceTextError.editOutOfBounds(.deletion(2..<4), count: 3)) {
      try applied([.deletion(2..<4)], to: "abc")
    }
  }

  @Test func `trust is ordered and lowered trust has its reason`() {
    #expect(Applicability.displayOnly(because: "a") < .unsafe(because: "b"))
    #expect(Applicability.unsafe(because: "b") < .safe)
    #expect(Applicability.unsafe(because: "b").reason == "b")
    #expect(Applicability.safe.reason == nil)
  }
}
