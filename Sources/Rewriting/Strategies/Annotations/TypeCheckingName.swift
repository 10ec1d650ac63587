internal import PythonSyntax
internal import SourceText

/// How a module says `TYPE_CHECKING`: as it does already, or else in the way that fits what it imports.
struct TypeCheckingName {
  /// What stands behind `if`, what must be added to the imports, and what must be defined before it.
  let condition: (text: String, imports: [Edit], definition: String?)

  init(_ module: ModuleSyntax) {
    let top = module.imports.filter { $0.isTopLevel && !$0.isDeferred }
    let isBound = module.bindings.contains { $0.name == "TYPE_CHECKING" && $0.resolved == 0 && $0.guarded == nil }
    if isBound {
      condition = ("TYPE_CHECKING", [], nil)
      return
    }
    for statement in top where statement.form == .plain {
      guard let name = statement.names.first(where: { $0.name == "typing" }) else { continue }
      condition = ("\(name.boundName).TYPE_CHECKING", [], nil)
      return
    }
    for statement in top where statement.fromModule == "typing" && !statement.isStar && !statement.isKept {
      if let alias = statement.names.first(where: { $0.name == "TYPE_CHECKING" })?.alias {
        condition = (alias, [], nil)
        return
      }
      condition = ("TYPE_CHECKING", [Self.addition(to: statement, module)], nil)
      return
    }
    // `typing` itself would cost more than many a library; type checkers know the name without it.
    condition = ("TYPE_CHECKING", [], "TYPE_CHECKING = False")
  }

  /// Constants come before classes and functions where names are sorted.
  private static func addition(to statement: ImportStatement, _ module: ModuleSyntax) -> Edit {
    let next = statement.names.first { "TYPE_CHECKING" < $0.name || $0.name != $0.name.uppercased() }
    guard let next else {
      let last = statement.names[statement.names.count - 1]
      return .insertion(", TYPE_CHECKING", at: last.range.upperBound)
    }
    // One name per line stays one name per line.
    let start = module.source.lines.lineStart(of: next.range.lowerBound)
    let indentation = module.source.bytes[start..<next.range.lowerBound]
    let isAlone = statement.isParenthesised && indentation.allSatisfy(\.isSpace)
    let newline = module.style.newline.rawValue
    let separator = isAlone ? "," + newline + String(decoding: indentation, as: UTF8.self) : ", "
    return .insertion("TYPE_CHECKING" + separator, at: next.range.lowerBound)
  }
}
