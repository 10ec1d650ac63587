internal import PythonSyntax
internal import SourceText

/// The imports that begin a file, and the place behind them.
struct ImportHead {
  /// The offset behind the last of them; without any, behind the docstring, or the comments at the head.
  let end: Int
  private let module: ModuleSyntax
  private let text: SourceLines

  init(_ module: ModuleSyntax) {
    self.module = module
    text = SourceLines(module.source)
    let lines = module.source.lines
    let imports = module.imports.filter { $0.scope == 0 && $0.isTopLevel }
    if let first = imports.first, Self.startsFile(first, module, text) {
      var last = first
      for statement in imports.dropFirst() {
        let top = statement.leadingComments.first?.lowerBound ?? statement.range.lowerBound
        let gap = last.range.upperBound..<max(last.range.upperBound, top)
        guard Self.holdsNoCode(gap, text) else { break }
        last = statement
      }
      end = lines.lineEnd(of: last.range.upperBound)
    } else if let docstring = module.docstring {
      end = lines.lineEnd(of: docstring.upperBound)
    } else {
      var line = 1
      while line <= lines.count, module.source.bytes[text.range(ofLine: line)].first == UInt8(ascii: "#") { line += 1 }
      end = line == 1 ? text.range(ofLine: 1).lowerBound : lines.range(ofLine: line).lowerBound
    }
  }

  /// The line ends that are missing between new code at an offset and what follows there: definitions want two.
  func blankLines(after offset: Int, _ newline: String) -> String {
    var line = module.source.lines.line(at: offset)
    var blank = 0
    while text.isBlank(line: line) {
      line += 1
      blank += 1
    }
    guard line <= module.source.lines.count else { return "" }
    let bytes = module.source.bytes[module.source.lines.range(ofLine: line)]
    let isDefinition = ["def ", "class ", "async def ", "@"].contains { bytes.starts(with: $0.utf8) }
    return String(repeating: newline, count: max(0, (isDefinition ? 2 : 1) - blank))
  }

  private static func startsFile(_ statement: ImportStatement, _ module: ModuleSyntax, _ text: SourceLines) -> Bool {
    let start = module.docstring?.upperBound ?? text.range(ofLine: 1).lowerBound
    return holdsNoCode(min(start, statement.range.lowerBound)..<statement.range.lowerBound, text)
  }

  /// Whether a range has nothing but blanks, comments, semicolons and line ends.
  private static func holdsNoCode(_ range: Range<Int>, _ text: SourceLines) -> Bool {
    var isComment = false
    for byte in text.bytes[range] {
      if byte.endsLine { isComment = false }
      if byte == UInt8(ascii: "#") { isComment = true }
      if !isComment, !byte.isSpace, !byte.endsLine, byte != UInt8(ascii: ";"), byte != UInt8(ascii: "\\") {
        return false
      }
    }
    return true
  }
}
