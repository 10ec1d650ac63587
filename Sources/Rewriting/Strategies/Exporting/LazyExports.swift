internal import PythonSyntax
internal import SourceText

/// Writes `__getattr__` and `__dir__` for imports that have left the module.
struct LazyExports {
  let module: ModuleSyntax
  let exported: ExportedNames
  let existing: ExistingGetattr?
  /// What type checkers see, and of that what `__getattr__` imports by the same statements.
  let shown: [ImportLine], imported: [ImportLine]
  private let indentation: String
  let newline: String
  private let quote: String

  init(
    _ module: ModuleSyntax,
    _ references: [ImportReference],
    _ exported: ExportedNames,
    _ existing: ExistingGetattr?
  ) {
    self.module = module
    self.exported = exported
    self.existing = existing
    let moved = MovedImports(module, references)
    let blocks = exported.optional.flatMap(\.references)
    shown = moved.lines(for: references.filter { !blocks.contains($0) }).map { ImportLine(from: $0.module, $0.names) }
    // `from . import part` asks the package for the part first, and so `__getattr__` again, without end.
    imported = moved.lines(for: exported.singles).map { ImportLine(from: $0.module, $0.names) }
    indentation = String(decoding: module.style.indentation, as: UTF8.self)
    newline = module.style.newline.rawValue
    quote = module.style.quote.rawValue
  }

  /// The edits that put the code at an offset, two blank lines around it, and into a `__getattr__` that is there already.
  func insertions(at offset: Int, of file: ModuleSyntax) -> [Edit] {
    guard let existing else {
      return [insertion(module(for: file, at: offset, exceptGetattr: false), at: offset, of: file)]
    }
    let outside = module(for: file, at: offset, exceptGetattr: true)
    let inside = Edit.insertion(branches(of: existing.parameter).joined(), at: existing.start.offset)
    return [insertion(outside, at: offset, of: file), inside]
  }

  private func insertion(_ code: String, at offset: Int, of file: ModuleSyntax) -> Edit {
    let text = SourceLines(file.source)
    let bytes = file.source.bytes
    var head = ""
    let start = text.range(ofLine: 1).lowerBound
    if offset > start, !bytes[offset - 1].endsLine { head += newline }
    if offset > start, !text.isBlank(start..<offset) { head += newline }
    var blank = 0
    var line = offset < bytes.count ? file.source.lines.line(at: offset) : file.source.lines.count + 1
    while text.isBlank(line: line) {
      blank += 1
      line += 1
    }
    let isLast = text.isBlank(offset..<bytes.count)
    let tail = isLast ? "" : String(repeating: newline, count: max(0, 2 - blank))
    return .insertion(head + code + tail, at: offset)
  }

  /// What stands in the module itself.
  private func module(for file: ModuleSyntax, at offset: Int, exceptGetattr isComposed: Bool) -> String {
    var result = typeChecking(file, at: offset)
    if !tabled.isEmpty { result += newline + table }
    result += newline + newline
    if !isComposed {
      result += line(0, "def __getattr__(name):") + chain + newline + newline
    }
    return isComposed && existing?.directoryLine != nil ? String(result.dropLast(2)) : result + directory
  }

  /// The whole body of `__getattr__`.
  var chain: String {
    guard exported.stars.isEmpty, exported.optional.isEmpty, exported.copied.isEmpty else {
      return branches(of: "name").joined() + line(1, failure("name"))
    }
    var result = publicNames("name") + partsBranch("name")
    for (index, statement) in imported.enumerated() {
      result += condition(index == 0 ? "if" : "elif", "name", statement.boundNames)
      result += statement.text(indentation: indentation + indentation, unit: indentation, newline: newline)
    }
    guard !imported.isEmpty else { return result + line(1, failure("name")) }
    result += line(1, "else:") + line(2, failure("name"))
    return result + line(1, "value = globals()[name] = locals()[name]") + line(1, "return value")
  }

  /// The same as blocks that each return what they have found, and go on otherwise.
  private func branches(of name: String) -> [String] {
    var result = [publicNames(name), partsBranch(name)]
    for statement in imported {
      result.append(
        condition("if", name, statement.boundNames)
          + statement.text(indentation: indentation + indentation, unit: indentation, newline: newline)
          + found(name)
      )
    }
    for block in exported.optional { result.append(branch(for: block, name)) }
    for copied in exported.copied { result.append(branch(for: copied, name)) }
    for star in exported.stars where !star.parts.isEmpty { result.append(branch(forPartsOf: star, name)) }
    guard !tabled.isEmpty else { return result }
    let isRelative = tabled.contains { module.imports[$0.reference.statement].level > 0 }
    let arguments = isRelative ? "source, __spec__.parent" : "source"
    result.append(
      line(1, "for source, names in \(tableName).items():") + line(2, "if \(name) in names:")
        + line(3, "from importlib import import_module") + newline
        + line(3, "value = globals()[\(name)] = getattr(import_module(\(arguments)), \(name))")
        + line(3, "return value")
    )
    return result
  }

  private func found(_ name: String) -> String {
    line(2, "value = globals()[\(name)] = locals()[\(name)]") + line(2, "return value")
  }

  private func failure(_ name: String) -> String {
    "raise AttributeError(f\(quote)module {__name__!r} has no attribute {\(name)!r}\(quote))"
  }

  /// Without `__all__` a star import looks into the namespace, where these names are not yet.
  private func publicNames(_ name: String) -> String {
    guard module.exports == nil else { return "" }
    let all = existing?.directoryLine != nil ? listed.joined(separator: ", ") : ""
    let names = all.isEmpty ? "__dir__()" : "{\(all)}"
    var result = line(1, "if \(name) == \(quoted("__all__")):")
    guard exported.optional.isEmpty else {
      result += line(2, "import sys") + newline + line(2, "here = sys.modules[__name__]")
      let isPublic = "not public.startswith(\(quoted("_"))) and hasattr(here, public)"
      return result + line(2, "return [public for public in \(names) if \(isPublic)]")
    }
    result += line(2, "return [public for public in \(names) if not public.startswith(\(quoted("_")))]")
    return result
  }

  private func partsBranch(_ name: String) -> String {
    guard !exported.parts.isEmpty else { return "" }
    return condition("if", name, exported.parts) + line(2, "from importlib import import_module") + newline
      + line(2, "return import_module(f\(quote){__name__}.{\(name)}\(quote))")
  }

  /// The statement as it was, but that a failure is told to whoever asks, and a condition is what it was.
  private func branch(for block: OptionalImports, _ name: String) -> String {
    func text(_ statement: ImportStatement) -> String { imports(statement.names.indices, of: statement, depth: 3) }
    func clause(_ head: String, _ statements: [ImportStatement]) -> String {
      statements.isEmpty ? "" : line(2, head) + statements.map(text).joined()
    }
    let condition = condition("if", name, block.names)
    switch block.test {
    case .condition:
      return condition + clause("if \(block.variable):", block.tried) + clause("else:", block.alternative) + found(name)
    case .attempt(let caught):
      let constants = block.constants.map { line(3, "\($0.name) = \($0.value)") }.joined()
      let failed =
        block.mayLeaveUnbound
        ? line(2, "except \(caught) as error:") + line(3, failure(name) + " from error")
        : line(2, "except \(caught):") + block.alternative.map(text).joined() + constants
      return condition + clause("try:", block.tried) + failed + clause("else:", block.following) + found(name)
    }
  }

  /// What a statement imports, or some of its names; parts of the module itself without asking it for them.
  private func imports(_ names: Range<Int>, of statement: ImportStatement, depth: Int) -> String {
    guard let package = statement.fromModule, exported.isSelf(package) else {
      return ImportLine(statement, names: names)
        .text(indentation: String(repeating: indentation, count: depth), unit: indentation, newline: newline)
    }
    return line(depth, "from importlib import import_module") + newline
      + statement.names[names].map { part in
        line(depth, "\(part.boundName) = import_module(f\(quote){__name__}.\(part.name)\(quote))")
      }.joined()
  }

  /// The module, and what the assignments made of its attributes.
  private func branch(for copied: CopiedAttributes, _ name: String) -> String {
    let reference = copied.reference
    let bound = module[reference].boundName
    return condition("if", name, copied.names)
      + imports(reference.name..<reference.name + 1, of: module.imports[reference.statement], depth: 2) + newline
      + copied.copies.map { line(2, "\($0.name) = \(bound).\($0.attribute)") }.joined() + found(name)
  }

  /// The parts of another package that only something else loads: to ask that package for them may be too early.
  private func branch(forPartsOf star: ExportedNames.Source, _ name: String) -> String {
    let statement = module.imports[star.reference.statement]
    let source = statement.fromModule ?? ""
    let parent = statement.level > 0 ? ", __spec__.parent" : ""
    let path = source + (source.hasSuffix(".") ? "" : ".")
    return condition("if", name, star.parts) + line(2, "from importlib import import_module") + newline
      + line(2, "value = globals()[\(name)] = import_module(f\(quote)\(path){\(name)}\(quote)\(parent))")
      + line(2, "return value")
  }

  var directory: String {
    line(0, "def __dir__():") + listing("return sorted({", listed, "})", depth: 1)
  }

  /// All names, there or to come, as items of a set.
  private var listed: [String] {
    let single =
      imported.flatMap(\.boundNames) + exported.parts + exported.optional.flatMap(\.names)
      + exported.copied.flatMap(\.names) + exported.stars.flatMap(\.parts)
    let stars = tabled.isEmpty ? [] : ["*(name for names in \(tableName).values() for name in names)"]
    return ["*globals()"] + single.map(quoted) + stars
  }

  // MARK: The names of star imports

  /// The star imports with names that the modules behind them have.
  private var tabled: [ExportedNames.Source] { exported.stars.filter { $0.names.count > $0.parts.count } }

  private var tableName: String {
    let taken = Set(module.bindings.map(\.name))
    return ["_star_names", "_lazy_star_names", "_names_of_star_imports"].first { !taken.contains($0) } ?? "_star_names"
  }

  /// What each star import binds, in lines of the usual length.
  private var table: String {
    var result = line(0, "\(tableName) = {")
    for star in tabled {
      let source = module.imports[star.reference.statement].fromModule ?? ""
      result += line(1, "\(quoted(source)): \(quote)\(quote)\(quote)")
      var row = ""
      for name in star.names.filter({ !star.parts.contains($0) }).sorted() {
        if !row.isEmpty, row.count + name.count + 1 + 2 * indentation.count > Self.longest {
          result += line(2, row)
          row = ""
        }
        row += row.isEmpty ? name : " " + name
      }
      result += line(2, row) + line(1, "\(quote)\(quote)\(quote).split(),")
    }
    return result + line(0, "}")
  }

  /// What type checkers and linters see; `typing` itself would cost more than many a library.
  func typeChecking(_ file: ModuleSyntax, at offset: Int) -> String {
    // The code may have to stand above the import that binds the name.
    let isKnown = file.bindings.contains { $0.name == "TYPE_CHECKING" && $0.resolved == 0 && $0.offset < offset }
    let text = SourceLines(module.source)
    let blocks = (exported.optional.map { text.lines(of: $0.range) } + exported.copied.flatMap(\.lines)).map { lines in
      lines.map { number in
        let row = String(decoding: text.bytes[text.range(ofLine: number)], as: UTF8.self)
        return text.isBlank(line: number) ? row : indentation + row
      }
      .joined()
    }
    // An `__all__` of all that the module has must not list what was not there before.
    let isListed = !isKnown && file.directoryOfAll != nil
    return (isKnown ? "" : line(0, "TYPE_CHECKING = False")) + line(0, "if TYPE_CHECKING:")
      + shown.map { $0.text(indentation: indentation, unit: indentation, newline: newline) }.joined()
      + blocks.joined() + (isListed ? line(0, "del TYPE_CHECKING") : "")
  }

  private func condition(_ keyword: String, _ name: String, _ names: [String]) -> String {
    guard names.count > 1 else { return line(1, "\(keyword) \(name) == \(quoted(names[0])):") }
    return listing("\(keyword) \(name) in (", names.map(quoted), "):", depth: 1)
  }

  /// A list in one line, or with one item per line if that is too long.
  func listing(_ head: String, _ items: [String], _ tail: String, depth: Int) -> String {
    let short = head + items.joined(separator: ", ") + tail
    if short.count + depth * indentation.count <= Self.longest { return line(depth, short) }
    return line(depth, head) + items.map { line(depth + 1, $0 + ",") }.joined() + line(depth, tail)
  }

  private static let longest = 88

  func line(_ depth: Int, _ text: String) -> String {
    String(repeating: indentation, count: depth) + text + newline
  }

  func quoted(_ text: String) -> String { quote + text + quote }
}
