import SourceText
import Testing

struct `Line index` {
  @Test(arguments: ["a\nb\n", "a\r\nb\r\n", "a\rb\r"])
  func `every line end of Python's ends a line`(_ text: String) {
    let file = SourceFile(path: "x.py", text: text)
    #expect(file.lines.count == 2)
    #expect(file.text(in: file.lines.range(ofLine: 2)).first == "b")
    #expect(file.lines.line(at: file.bytes.count - 1) == 2)
  }

  @Test func `columns count bytes from 1`() {
    let file = SourceFile(path: "x.py", text: "é = 1\nx")
    #expect(file.lines.position(at: 3) == SourcePosition(line: 1, column: 4))
    #expect(file.lines.position(at: 7) == SourcePosition(line: 2, column: 1))
  }

  @Test func `a text without a final line end keeps its last line`() {
    let lines = LineIndex(Array("a\nb".utf8))
    #expect(lines.count == 2)
    #expect(lines.range(ofLine: 2) == 2..<3)
    #expect(lines.range(ofLine: 9) == 3..<3)
  }

  @Test func `an empty text has no lines but a first position`() {
    let lines = LineIndex([])
    #expect(lines.count == 0)
    #expect(lines.position(at: 0) == SourcePosition(line: 1, column: 1))
  }

  @Test func `the line after the last is empty`() {
    let lines = LineIndex(Array("a\n".utf8))
    #expect(lines.line(at: 2) == 2)
    #expect(lines.range(ofLine: 2).isEmpty)
  }
}
