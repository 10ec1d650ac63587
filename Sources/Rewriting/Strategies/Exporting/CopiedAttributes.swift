internal import PythonSyntax
internal import SourceText

/// The names that a module takes out of an imported one by assigning its attributes, with the lines that do so.
struct CopiedAttributes {
  /// The imported module.
  let reference: ImportReference
  let copies: [AttributeCopy]
  /// The assignments with the comments above them: what type checkers go on seeing.
  let lines: [ClosedRange<Int>]

  /// Looks for them; nil if there are none.
  init?(of reference: ImportReference, in module: ModuleSyntax) {
    copies = module.attributeCopies(of: reference)
    guard !copies.isEmpty else { return nil }
    self.reference = reference
    let text = SourceLines(module.source)
    var lines: [ClosedRange<Int>] = []
    for copy in copies {
      var first = copy.line
      while first > 1, text.bytes[text.range(ofLine: first - 1)].first == UInt8(ascii: "#") { first -= 1 }
      if let last = lines.last, last.upperBound + 1 == first {
        lines[lines.count - 1] = last.lowerBound...copy.line
      } else {
        lines.append(first...copy.line)
      }
    }
    self.lines = lines
  }

  var names: [String] { copies.map(\.name) }
}
