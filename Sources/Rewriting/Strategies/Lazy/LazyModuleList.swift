internal import PythonSyntax
internal import SourceText

/// The `__lazy_modules__` of a file: the one it has, if that is a list of strings, or a new one before its imports.
struct LazyModuleList {
  private static let name = "__lazy_modules__"
  private let module: ModuleSyntax
  private let bytes: [UInt8]
  private let newline: String
  private let quote: String

  init(_ module: ModuleSyntax) {
    self.module = module
    bytes = module.source.bytes
    newline = module.style.newline.rawValue
    quote = module.style.quote.rawValue
  }

  /// The edits that make the list name some modules.
  func edits(adding modules: [String]) throws(Refusal) -> [Edit] {
    let bindings = module.bindings.filter { $0.name == Self.name && $0.resolved == 0 }
    guard let binding = bindings.first else {
      return [ModuleTop(module).insertion(of: written(modules), behindFutureImports: true)]
    }
    let line = module.source.lines.line(at: binding.offset)
    guard bindings.count == 1, binding.kind == .assignment, let known = listed(from: binding.offset) else {
      throw .boundElsewhere(name: Self.name, line: line)
    }
    let missing = modules.filter { !known.names.contains($0) }
    guard !missing.isEmpty else { return [] }
    let last = bytes[..<known.end].lastIndex { !$0.isSpace && !$0.endsLine } ?? known.end
    let isSeparated = bytes[last] == UInt8(ascii: ",") || known.names.isEmpty
    // One name per line stays one name per line.
    let start = module.source.lines.lineStart(of: last)
    let indentation = bytes[start...].prefix { $0.isSpace }
    let isSplit = module.source.lines.line(at: known.end) > module.source.lines.line(at: last)
    let gap = isSplit ? newline + String(decoding: indentation, as: UTF8.self) : known.names.isEmpty ? "" : " "
    let added = missing.map { gap + quote + $0 + quote }.joined(separator: ",")
    let tail = bytes[last] == UInt8(ascii: ",") ? "," : ""
    return [.insertion((isSeparated ? "" : ",") + added + tail, at: last + 1)]
  }

  private func written(_ modules: [String]) -> String {
    let items = modules.map { quote + $0 + quote }
    let short = "\(Self.name) = [\(items.joined(separator: ", "))]"
    guard short.count > Self.longest else { return short + newline }
    let unit = String(decoding: module.style.indentation, as: UTF8.self)
    return "\(Self.name) = [" + newline + items.map { unit + $0 + "," + newline }.joined() + "]" + newline
  }

  private static let longest = 88

  /// The strings in brackets behind `=`, and where the closing bracket stands; nil for anything else.
  private func listed(from offset: Int) -> (names: [String], end: Int)? {
    var position = offset + Self.name.utf8.count
    func skipBlanks() {
      while position < bytes.count, bytes[position].isSpace || bytes[position].endsLine { position += 1 }
    }
    skipBlanks()
    guard position < bytes.count, bytes[position] == UInt8(ascii: "=") else { return nil }
    position += 1
    skipBlanks()
    let closers: [UInt8: UInt8] = [
      UInt8(ascii: "["): UInt8(ascii: "]"), UInt8(ascii: "{"): UInt8(ascii: "}"), UInt8(ascii: "("): UInt8(ascii: ")"),
    ]
    guard position < bytes.count, let closer = closers[bytes[position]] else { return nil }
    position += 1
    var names: [String] = []
    while position < bytes.count {
      skipBlanks()
      guard position < bytes.count else { return nil }
      let byte = bytes[position]
      // `{}` is no set, and `("a")` no tuple.
      if byte == closer { return closer == UInt8(ascii: "]") || names.count > 1 ? (names, position) : nil }
      position += 1
      switch byte {
      case UInt8(ascii: ","): continue
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        guard let end = bytes[position...].firstIndex(of: byte), end > position else { return nil }
        names.append(String(decoding: bytes[position..<end], as: UTF8.self))
        position = end + 1
      default: return nil
      }
    }
    return nil
  }
}
