internal import PythonSyntax
internal import SourceText

/// Writes `__getattr__` and `__dir__` for imports that have left the module.
struct LazyExports {
  private let module: ModuleSyntax
  /// What type checkers see, and of that what `__getattr__` imports by the same statements.
  private let shown: [ImportLine], imported: [ImportLine]
  private let submodules: [String]
  private let indentation: String
  private let newline: String
  private let quote: String

  init(_ module: ModuleSyntax, _ references: [ImportReference], _ submodules: [String]) {
    self.module = module
    shown = MovedImports(module, references).lines(for: references).map { ImportLine(from: $0.module, $0.names) }
    // `from . import part` asks the package for the part first, and so `__getattr__` again, without end.
    let parts = shown.filter { $0.module == "." }
    imported = shown.filter { $0.module != "." }
    let exported = Set(imported.flatMap(\.boundNames))
    self.submodules = Set(submodules + parts.flatMap(\.boundNames)).subtracting(exported).sorted()
    indentation = String(decoding: module.style.indentation, as: UTF8.self)
    newline = module.style.newline.rawValue
    quote = module.style.quote.rawValue
  }

  /// The edit that puts the code at an offset, two blank lines around it.
  func insertion(at offset: Int, of file: ModuleSyntax) -> Edit {
    let text = SourceLines(file.source)
    let bytes = file.source.bytes
    var head = ""
    if offset > 0, !bytes[offset - 1].endsLine { head += newline }
    if offset > 0, !text.isBlank(0..<offset) { head += newline }
    var blank = 0
    var line = offset < bytes.count ? file.source.lines.line(at: offset) : file.source.lines.count + 1
    while text.isBlank(line: line) {
      blank += 1
      line += 1
    }
    let isLast = text.isBlank(offset..<bytes.count)
    let tail = isLast ? "" : String(repeating: newline, count: max(0, 2 - blank))
    return .insertion(head + code(for: file) + tail, at: offset)
  }

  private func code(for file: ModuleSyntax) -> String {
    var result = typeChecking(file) + newline + newline
    result += line(0, "def __getattr__(name):")
    if module.exports == nil {
      // Without `__all__` a star import looks into the namespace, where these names are not yet.
      result += line(1, "if name == \(quoted("__all__")):")
      result += line(2, "return [public for public in __dir__() if not public.startswith(\(quoted("_")))]")
    }
    if !submodules.isEmpty {
      result += condition("if", submodules)
      result += line(2, "from importlib import import_module") + newline
      result += line(2, "return import_module(f\(quote){__name__}.{name}\(quote))")
    }
    for (index, statement) in imported.enumerated() {
      result += condition(index == 0 ? "if" : "elif", statement.boundNames)
      result += statement.text(indentation: indentation + indentation, unit: indentation, newline: newline)
    }
    let failure = "raise AttributeError(f\(quote)module {__name__!r} has no attribute {name!r}\(quote))"
    guard !imported.isEmpty else { return result + line(1, failure) + newline + newline + directory }
    result += line(1, "else:") + line(2, failure)
    result += line(1, "value = globals()[name] = locals()[name]")
    return result + line(1, "return value") + newline + newline + directory
  }

  private var directory: String {
    line(0, "def __dir__():")
      + listing("return sorted({", ["*globals()"] + (names + submodules).map(quoted), "})", depth: 1)
  }

  private var names: [String] { imported.flatMap(\.boundNames) }

  /// What type checkers and linters see; `typing` itself would cost more than many a library.
  private func typeChecking(_ file: ModuleSyntax) -> String {
    let isKnown = file.bindings.contains { $0.name == "TYPE_CHECKING" && $0.resolved == 0 }
    return (isKnown ? "" : line(0, "TYPE_CHECKING = False")) + line(0, "if TYPE_CHECKING:")
      + shown.map { $0.text(indentation: indentation, unit: indentation, newline: newline) }.joined()
  }

  private func condition(_ keyword: String, _ names: [String]) -> String {
    guard names.count > 1 else { return line(1, "\(keyword) name == \(quoted(names[0])):") }
    return listing("\(keyword) name in (", names.map(quoted), "):", depth: 1)
  }

  /// A list in one line, or with one item per line if that is too long.
  private func listing(_ head: String, _ items: [String], _ tail: String, depth: Int) -> String {
    let short = head + items.joined(separator: ", ") + tail
    if short.count + depth * indentation.count <= Self.longest { return line(depth, short) }
    return line(depth, head) + items.map { line(depth + 1, $0 + ",") }.joined() + line(depth, tail)
  }

  private static let longest = 88

  private func line(_ depth: Int, _ text: String) -> String {
    String(repeating: indentation, count: depth) + text + newline
  }

  private func quoted(_ text: String) -> String { quote + text + quote }
}
