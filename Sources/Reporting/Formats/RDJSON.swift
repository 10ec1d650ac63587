internal import Rewriting
internal import SourceText

/// Reviewdog's diagnostic format: the `DiagnosticResult` message, as JSON.
///
/// Lines and columns begin at 1, a column counts bytes of UTF-8, and ends are exclusive. A suggestion belongs to the file of its
/// diagnostic, so a fix of several files is one diagnostic for each; its suggestions belong together.
enum RDJSON {
  static func bytes(of diagnostics: [Diagnostic], in repository: Repository) -> [UInt8] {
    encodedJSON(
      Result(source: Source(), severity: severity, diagnostics: messages(of: diagnostics, in: repository))
    )
  }

  /// The `Diagnostic` messages.
  static func messages(of diagnostics: [Diagnostic], in repository: Repository) -> [Message] {
    diagnostics.flatMap { diagnostic in
      let text = diagnostic.sentences.joined(separator: "\n")
      guard let fix = diagnostic.fix else {
        return [
          Message(
            message: text,
            location: location(of: diagnostic.places.first),
            severity: diagnostic.rule.level.rawValue.uppercased(),
            code: Code(diagnostic.rule)
          )
        ]
      }
      return fix.files.map { file in
        let place = diagnostic.places.first { $0.file == file.relativePath }
        let others = fix.files.count - 1
        let companions = others == 0 ? "" : "\nTo be applied with the suggestions for \(others) more of the files."
        return Message(
          message: text + companions,
          location: location(of: place ?? Diagnostic.Place(file: file.relativePath, line: 1)),
          code: Code(diagnostic.rule),
          suggestions: suggestions(for: file)
        )
      }
    }
  }

  private static let severity = "WARNING"

  private static func location(of place: Diagnostic.Place?) -> Location {
    guard let place else { return Location(path: Repository.manifest) }
    guard let statement = place.statement else {
      return Location(path: place.file, range: Range(start: Position(line: place.line)))
    }
    return Location(path: place.file, range: Range(statement))
  }

  /// The edits of a file; none if its text is not UTF-8, in which they could not be told.
  private static func suggestions(for file: Patch.File) -> [Suggestion]? {
    guard String(validating: file.before, as: UTF8.self) != nil, String(validating: file.after, as: UTF8.self) != nil
    else { return nil }
    let lines = LineIndex(file.before)
    return file.lineEdits.map { edit in
      var (range, text) = (edit.range, edit.replacement)
      // A replaced line keeps its end, so that no place behind the last line is named; a line that goes takes its end along.
      if !text.isEmpty, file.before[range].last == .lineFeed, text.last == .lineFeed {
        range = range.lowerBound..<(range.upperBound - 1)
        text.removeLast()
      }
      return Suggestion(
        range: Range(lines.position(at: range.lowerBound)..<lines.position(at: range.upperBound)),
        text: String(decoding: text, as: UTF8.self)
      )
    }
  }

  private struct Result: Encodable {
    let source: Source
    let severity: String
    let diagnostics: [Message]
  }

  /// One diagnostic, complete in itself.
  struct Message: Encodable {
    let message: String
    let location: Location
    var severity = RDJSON.severity
    let source = Source()
    let code: Code
    var suggestions: [Suggestion]?
  }

  struct Source: Encodable {
    let name = Tool.name
  }

  struct Code: Encodable {
    let value: String

    init(_ rule: Rule) { value = rule.id }
  }

  struct Location: Encodable {
    let path: String
    var range: Range?
  }

  struct Range: Encodable {
    let start: Position
    var end: Position?

    init(start: Position) { self.start = start }

    init(_ range: Swift.Range<SourcePosition>) {
      start = Position(line: range.lowerBound.line, column: range.lowerBound.column)
      end = Position(line: range.upperBound.line, column: range.upperBound.column)
    }
  }

  struct Position: Encodable {
    let line: Int
    var column: Int?
  }

  struct Suggestion: Encodable {
    let range: Range
    let text: String
  }
}
