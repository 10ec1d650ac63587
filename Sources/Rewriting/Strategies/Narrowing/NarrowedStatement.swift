internal import PythonSyntax
internal import SourceText

/// One statement of which some names come from elsewhere afterwards.
struct NarrowedStatement {
  private(set) var edits: [Edit] = []
  private let module: ModuleSyntax
  private let statement: ImportStatement

  /// Plans the edits.
  init(_ module: ModuleSyntax, _ index: Int, _ sources: [ImportReference: ImportLine]) throws(Refusal) {
    self.module = module
    statement = module.imports[index]
    var groups: [(source: String, names: [(index: Int, name: ImportLine.Name)])] = []
    for name in statement.names.indices {
      guard let line = sources[ImportReference(statement: index, name: name)], let source = line.module else {
        continue
      }
      if let known = groups.firstIndex(where: { $0.source == source }) {
        groups[known].names.append((name, line.names[0]))
      } else {
        groups.append((source, [(name, line.names[0])]))
      }
    }
    let changed = groups.flatMap(\.names).count
    // One group keeps the statement when nothing else needs it.
    let kept = changed == statement.names.count ? groups.removeFirst() : nil
    if let kept { edits = try rewriting(kept.source, kept.names) }
    let removed = Set(groups.flatMap(\.names).map(\.index))
    guard !removed.isEmpty else { return }
    if statement.sharesLine { throw .sharesLine(line: statement.line) }
    edits += NameRemoval(module, statement).edits(removing: removed)
    edits.append(
      insertion(
        of: groups.map { group in
          var line = ImportLine(from: group.source, group.names.map(\.name))
          line.comment = comment(behind: group.names.map(\.index))
          line.leadingComments = group.names.flatMap { comments(above: $0.index) }
          return line
        }
      )
    )
  }

  /// Changes the module and the names within the statement.
  private func rewriting(
    _ source: String,
    _ names: [(index: Int, name: ImportLine.Name)]
  ) throws(Refusal) -> [Edit] {
    let range = try moduleRange
    var edits: [Edit] = source == statement.fromModule ? [] : [.replacement(range, with: source)]
    // `from . import a` has a blank behind the dots, `from .import a` has none.
    if !edits.isEmpty, let next = module.source.bytes[range.upperBound...].first, !next.isSpace,
      next != UInt8(ascii: "\\")
    {
      edits.append(.insertion(" ", at: range.upperBound))
    }
    for (index, name) in names {
      let written = statement.names[index]
      guard name != ImportLine.Name(written.name, as: written.alias) else { continue }
      edits.append(.replacement(written.range, with: name.text))
    }
    return edits
  }

  /// The module behind `from`, dots included, as it is written.
  private var moduleRange: Range<Int> {
    get throws(Refusal) {
      let bytes = module.source.bytes
      let end = statement.names.first?.range.lowerBound ?? statement.range.upperBound
      var position = statement.range.lowerBound + "from".utf8.count
      var first: Int?
      var last = position
      while position < end {
        let byte = bytes[position]
        if byte == UInt8(ascii: ".") {
          first = first ?? position
          position += 1
          last = position
          continue
        }
        guard byte.isWordPart else {
          position += 1
          continue
        }
        let word = bytes[position..<end].prefix(while: \.isWordPart)
        if word.elementsEqual("import".utf8) { break }
        first = first ?? position
        position = word.endIndex
        last = position
      }
      guard let first else { throw .unexpectedResult("line \(statement.line) names no module") }
      return first..<last
    }
  }

  /// New statements below this one.
  private func insertion(of lines: [ImportLine]) -> Edit {
    let text = module.source.lines
    let start = text.lineStart(of: statement.range.lowerBound)
    let indentation = String(decoding: module.source.bytes[start..<statement.range.lowerBound], as: UTF8.self)
    let newline = module.style.newline.rawValue
    let unit = String(decoding: module.style.indentation, as: UTF8.self)
    let written = lines.map { line in
      line.leadingComments.map { indentation + $0 + newline }.joined()
        + line.text(indentation: indentation, unit: unit, newline: newline)
    }
    .joined()
    let end = text.lineEnd(of: statement.range.upperBound)
    let isEnded = module.source.bytes[end - 1].endsLine
    return .insertion(isEnded ? written : newline + written.dropLast(newline.utf8.count), at: end)
  }

  /// What a linter or type checker is told about the names goes with them.
  private func comment(behind names: [Int]) -> String? {
    let lines = module.source.lines
    let own = statement.innerComments.filter { comment in
      names.contains { lines.line(at: statement.names[$0].range.upperBound) == lines.line(at: comment.lowerBound) }
    }
    let comments = (own + [statement.trailingComment].compactMap(\.self)).map {
      text(of: $0)
    }
    return comments.first { comment in Self.pragmas.contains { comment.hasPrefix($0) } }
      ?? (names.count == 1 && own.count == 1 ? comments.first : nil)
  }

  /// A comment without the carriage return that some files end it with.
  private func text(of comment: Range<Int>) -> String {
    let bytes = module.source.bytes[comment]
    return String(decoding: bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes, as: UTF8.self)
  }

  /// The comments that have the lines above a name for themselves, and go with it.
  private func comments(above name: Int) -> [String] {
    let text = SourceLines(module.source)
    var result: [String] = []
    var line = module.source.lines.line(at: statement.names[name].range.lowerBound) - 1
    while let comment = statement.innerComments.first(where: { text.lines(of: $0).lowerBound == line }) {
      let start = module.source.lines.range(ofLine: line).lowerBound
      guard text.isBlank(start..<comment.lowerBound) else { break }
      result.insert(self.text(of: comment), at: 0)
      line -= 1
    }
    return result
  }

  private static let pragmas = ["# noqa", "# type:", "# pylint:", "# pragma:", "# isort:"]
}

extension UInt8 {
  /// Whether it belongs to a name; bytes above ASCII do.
  fileprivate var isWordPart: Bool {
    self == UInt8(ascii: "_") || self >= 0x80 || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }
}
