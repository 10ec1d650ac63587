internal import PythonSyntax
internal import SourceText

/// The block of a module that only type checkers see: the one it has, or a new one behind its imports.
struct TypeCheckingBlock {
  private let module: ModuleSyntax
  private let text: SourceLines
  private let newline: String
  private let unit: String

  init(_ module: ModuleSyntax) {
    self.module = module
    text = SourceLines(module.source)
    newline = module.style.newline.rawValue
    unit = String(decoding: module.style.indentation, as: UTF8.self)
  }

  /// The edits that put imports into the block.
  func insertion(of lines: [ImportLine]) -> [Edit] {
    let known = statements
    guard let first = known.first else { return newBlock(of: lines) }
    let start = module.source.lines.lineStart(of: first.range.lowerBound)
    let indentation = String(decoding: module.source.bytes[start..<first.range.lowerBound], as: UTF8.self)
    return merged(lines).flatMap { line in insertion(of: line, among: known, indentation) }
  }

  /// The imports of the first such block, unless it stands on one line with its `if`.
  private var statements: [ImportStatement] {
    let inside = module.imports.filter { $0.scope == 0 && $0.nesting == .typeChecking }
    guard let block = inside.first?.block else { return [] }
    let members = inside.filter { $0.block == block }
    return members.contains(where: \.sharesLine) ? [] : members
  }

  /// A statement joins one that takes names from the same module, or is sorted in.
  private func insertion(of line: ImportLine, among known: [ImportStatement], _ indentation: String) -> [Edit] {
    let same = known.first { statement in
      line.module != nil && statement.fromModule == line.module && !statement.isStar && statement.innerComments.isEmpty
    }
    if let same {
      let old = ImportLine(same, names: same.names.indices)
      let names = line.names.filter { !old.names.contains($0) }
      guard !names.isEmpty else { return [] }
      let joined = ImportLine(from: line.module, ImportLine.sorted(old.names + names))
      let isSplit = same.isParenthesised && text.lines(of: same.range).count > same.names.count
      let whole = joined.text(indentation: indentation, unit: unit, newline: newline, isSplit: isSplit)
      return [.replacement(same.range, with: String(whole.dropFirst(indentation.count).dropLast(newline.count)))]
    }
    let code = written(line, indentation)
    let next = known.first { line.isSorted(before: ImportLine($0, names: $0.names.indices)) }
    if let next {
      let top = next.leadingComments.first?.lowerBound ?? next.range.lowerBound
      return [.insertion(code, at: module.source.lines.lineStart(of: top))]
    }
    let end = module.source.lines.lineEnd(of: known[known.count - 1].range.upperBound)
    return [.insertion(startingLine(at: end) + code, at: end)]
  }

  /// A block of its own behind the imports that begin the file, with a blank line before it.
  private func newBlock(of lines: [ImportLine]) -> [Edit] {
    let head = ImportHead(module)
    let (condition, imports, definition) = TypeCheckingName(module).condition
    var code = definition.map { $0 + newline } ?? ""
    code += "if \(condition):" + newline
    let lines = merged(lines)
    for (index, line) in lines.enumerated() {
      if index > 0, lines[index - 1].group != line.group { code += newline }
      code += written(line, unit)
    }
    let isFirst = text.isBlank(0..<head.end)
    let before = startingLine(at: head.end) + (isFirst ? "" : newline)
    return [.insertion(before + code + head.blankLines(after: head.end, newline), at: head.end)] + imports
  }

  /// One statement for each module.
  private func merged(_ lines: [ImportLine]) -> [ImportLine] {
    var result: [ImportLine] = []
    for line in lines {
      if let index = result.firstIndex(where: { $0.module != nil && $0.module == line.module }) {
        var joined = ImportLine(from: line.module, ImportLine.sorted(result[index].names + line.names))
        joined.group = result[index].group
        result[index] = joined
      } else {
        result.append(line)
      }
    }
    return result
  }

  private func written(_ line: ImportLine, _ indentation: String) -> String {
    let comments = line.leadingComments.map { indentation + $0 + newline }.joined()
    return comments + line.text(indentation: indentation, unit: unit, newline: newline)
  }

  /// The line end that is missing before an offset.
  private func startingLine(at offset: Int) -> String {
    offset > 0 && !module.source.bytes[offset - 1].endsLine && offset == module.source.bytes.count ? newline : ""
  }
}
