internal import PythonSyntax
internal import SourceText

/// The place in front of all code of a file: behind its docstring, or the comments at its head.
struct ModuleTop {
  private let module: ModuleSyntax

  init(_ module: ModuleSyntax) {
    self.module = module
  }

  /// The edit that puts lines there, with a blank line around them; future imports may have to stay in front.
  func insertion(of code: String, behindFutureImports: Bool = false) -> Edit {
    let newline = module.style.newline.rawValue
    let lines = module.source.lines
    let text = SourceLines(module.source)
    let bytes = module.source.bytes
    let future = behindFutureImports ? module.imports.last(where: \.isFuture)?.range : nil
    if let before = future ?? module.docstring {
      let end = lines.lineEnd(of: before.upperBound)
      let isEnded = end > 0 && bytes[end - 1].endsLine
      let head = (isEnded ? "" : newline) + newline
      return .insertion(head + code + (text.isBlank(line: lines.line(at: end)) ? "" : newline), at: end)
    }
    // Behind the comments at the head: a `#!`, an encoding, a licence.
    var next = 1
    while next <= lines.count, bytes[text.range(ofLine: next)].first == UInt8(ascii: "#") { next += 1 }
    let head = next > 1 ? newline : ""
    return .insertion(head + code + (text.isBlank(line: next) ? "" : newline), at: text.range(ofLine: next).lowerBound)
  }
}
