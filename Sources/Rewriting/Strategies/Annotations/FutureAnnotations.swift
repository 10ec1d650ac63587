internal import PythonSyntax
internal import SourceText

/// Writes `from __future__ import annotations` where it must stand: before all code but the docstring.
enum FutureAnnotations {
  static func insertion(into module: ModuleSyntax) -> Edit {
    let newline = module.style.newline.rawValue
    let lines = module.source.lines
    let text = SourceLines(module.source)
    let bytes = module.source.bytes
    if let statement = module.imports.first(where: \.isFuture), let first = statement.names.first {
      return .insertion("annotations, ", at: first.range.lowerBound)
    }
    let line = "from __future__ import annotations" + newline
    if let docstring = module.docstring {
      let end = lines.lineEnd(of: docstring.upperBound)
      let isEnded = end > 0 && bytes[end - 1].endsLine
      let isSpaced = text.isBlank(line: lines.line(at: end))
      let head = (isEnded ? "" : newline) + newline
      return .insertion(head + line + (isSpaced ? "" : newline), at: end)
    }
    // Behind the comments at the head: a `#!`, an encoding, a licence.
    var next = 1
    while next <= lines.count, bytes[text.range(ofLine: next)].first == UInt8(ascii: "#") { next += 1 }
    let isHeaded = next > 1
    let offset = text.range(ofLine: next).lowerBound
    let isSpaced = text.isBlank(line: next)
    return .insertion((isHeaded ? newline : "") + line + (isSpaced ? "" : newline), at: offset)
  }
}
