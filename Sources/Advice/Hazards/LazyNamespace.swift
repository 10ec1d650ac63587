internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// The file hands out its names as they are, where a lazy one is only what stands for it (PEP 810): `globals()[name]`.
///
/// Code that is run with these names finds the real ones, since a lookup there is a first use like any other; and so does
/// whoever asks the module for an attribute.
enum LazyNamespace: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    let source = name.syntax.source
    let found = name.syntax.dynamicNameAccess.filter { access in
      switch access.kind {
      case .globals: true
      case .locals, .vars: access.scope == 0
      // What is found there is a module, unless its namespace is asked for in turn.
      case .systemModules: source.contains("__dict__") || source.contains("vars(")
      case .eval, .exec, .reload, .importFunction, .importModule: false
      }
    }
    .first { !isHarmless($0, for: name) }
    guard let found else { return nil }
    return Reason(
      .dynamicNames,
      "line \(found.position.line) uses \(found.kind.rawValue), which shows a lazy name as what stands for it"
    )
  }

  /// Whether the namespace is only written to, asked which names there are or for another one, or given to code to run in.
  private static func isHarmless(_ access: DynamicNameAccess, for name: CandidateImport) -> Bool {
    let bytes = name.syntax.source.bytes
    if access.kind == .systemModules {
      // `sys` is what is looked up there.
      let path = bytes[access.range.upperBound...].prefix { $0.isPartOfPath }
      return ["", ".modules"].contains(String(decoding: path, as: UTF8.self))
        && isAsked(access.range.lowerBound, path.endIndex, bytes)
    }
    var rest = bytes[access.range.upperBound...].drop { $0.isSpace }
    guard rest.first == UInt8(ascii: "("), let closing = rest.dropFirst().firstIndex(where: { !$0.isSpace }),
      bytes[closing] == UInt8(ascii: ")")
    else {
      // `vars(other)` is about something else, and the function itself may be handed anywhere.
      return access.kind == .vars && rest.first == UInt8(ascii: "(")
    }
    rest = bytes[(closing + 1)...]
    if [".update(", ".keys("].contains(where: { rest.starts(with: $0.utf8) }) { return true }
    if isAsked(access.range.lowerBound, closing + 1, bytes) { return true }
    for opening in ["[", ".get(", ".pop("] where rest.starts(with: opening.utf8) {
      rest = rest.dropFirst(opening.utf8.count)
      if opening == "[", let end = rest.firstIndex(of: UInt8(ascii: "]")), isAssigned(behind: end, in: bytes) {
        return true
      }
      guard let quote = rest.first, "\"'".utf8.contains(quote) else { return false }
      let word = rest.dropFirst().prefix { $0.isPartOfName }
      guard rest.dropFirst(word.count + 1).first == quote else { return false }
      return !name.boundNames.contains(String(decoding: word, as: UTF8.self))
    }
    return isGivenToCode(access.range.lowerBound, in: bytes)
  }

  /// Whether an expression is asked for its keys alone, by `in`; `in globals().values()` asks for more.
  private static func isAsked(_ start: Int, _ end: Int, _ bytes: [UInt8]) -> Bool {
    let before = bytes[..<start].reversed().drop { $0.isSpace }.prefix(3).reversed()
    return before.elementsEqual(" in".utf8) && (bytes[end...].first.map { !".[".utf8.contains($0) } ?? true)
  }

  /// Whether a single `=` stands behind a bracket.
  private static func isAssigned(behind bracket: Int, in bytes: [UInt8]) -> Bool {
    let rest = bytes[(bracket + 1)...].drop { $0.isSpace }
    return rest.first == UInt8(ascii: "=") && rest.dropFirst().first != UInt8(ascii: "=")
  }

  /// Whether a place is an argument of `exec` or `eval`.
  private static func isGivenToCode(_ place: Int, in bytes: [UInt8]) -> Bool {
    var depth = 0
    for offset in bytes[..<place].indices.reversed() {
      switch bytes[offset] {
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth += 1
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth -= 1
      case UInt8(ascii: "("):
        depth -= 1
        guard depth < 0 else { continue }
        let callee = bytes[..<offset].reversed().prefix { $0.isPartOfPath }.reversed()
        return ["exec", "eval"].contains { Array(callee).elementsEqual($0.utf8) }
      default: break
      }
      if depth < 0 { return false }
    }
    return false
  }
}
