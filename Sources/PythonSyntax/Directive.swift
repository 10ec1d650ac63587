internal import SourceText

/// What a comment asks of libprof: `# libprof: keep`, `# libprof: ignore[unused]`.
public struct Directive: Sendable, Hashable {
  /// What is asked for, as written.
  public let word: String
  /// What stands in the brackets behind it; empty without brackets.
  public let arguments: [String]

  /// Whether an import is to stay as it is.
  public var isKeep: Bool { word == "keep" }
  /// Whether findings are not to be reported of an import: those in the brackets, or all.
  public var isIgnore: Bool { word == "ignore" }

  /// The directive as it is written, without more than it says.
  public var text: String {
    "libprof: \(word)" + (arguments.isEmpty ? "" : "[\(arguments.joined(separator: ", "))]")
  }

  /// The directives in a comment, each behind `libprof:`.
  static func all(in comment: String) -> [Directive] {
    var directives: [Directive] = []
    var rest = comment[...]
    while let mark = rest.firstRange(of: "libprof:") {
      let isWord =
        mark.lowerBound == comment.startIndex || " \t#".contains(comment[comment.index(before: mark.lowerBound)])
      rest = rest[mark.upperBound...].drop { $0 == " " || $0 == "\t" }
      let word = rest.prefix { $0.isLetter || $0 == "-" || $0 == "_" }
      guard isWord, !word.isEmpty else { continue }
      rest = rest[word.endIndex...]
      var arguments: [String] = []
      if rest.first == "[", let end = rest.firstIndex(of: "]") {
        arguments = rest[..<end].dropFirst().split { " \t,".contains($0) }.map(String.init)
        rest = rest[end...]
      }
      directives.append(Directive(word: String(word), arguments: arguments))
    }
    return directives
  }
}

extension ModuleSyntax {
  /// The directives in the comments on a statement's lines and on the line above it.
  public func directives(of statement: ImportStatement) -> [Directive] {
    let comments =
      [statement.leadingComments.last, statement.trailingComment].compactMap(\.self) + statement.innerComments
    return comments.sorted { $0.lowerBound < $1.lowerBound }.flatMap { Directive.all(in: source.text(in: $0)) }
  }

  /// The statement on a line; nil if there is none.
  public func importStatement(onLine line: Int) -> ImportStatement? {
    imports.first { ($0.line...source.lines.line(at: $0.range.upperBound)).contains(line) }
  }
}
