public import PythonSyntax
public import SourceText

/// Puts imports at the top of a function, behind its docstring, as the file is written.
public enum ImportPlacement {
  /// The edits that make a function import something before anything else.
  ///
  /// What the function imports at its top already is not imported twice; the rest is sorted into those imports, if it has
  /// any, and otherwise stands in the given order with a blank line behind it.
  public static func edits(
    placing lines: [ImportLine],
    inFunction index: Int,
    of module: ModuleSyntax
  ) throws(Refusal) -> [Edit] {
    let scope = module.scopes[index]
    guard scope.kind == .function, let start = scope.bodyStart else {
      throw .noStatementPlace(name: lines.first?.boundNames.first ?? "", line: scope.line)
    }
    if start.isInline { throw .inlineBody(function: scope.qualifiedName, line: scope.line) }
    let block = FunctionImports(module, scope, start)
    let missing = lines.compactMap { $0.without(block.lines) }
    for line in missing {
      for name in line.boundNames where block.isTaken(name, by: line) {
        throw .nameIsTaken(name: name, function: scope.qualifiedName)
      }
    }
    return block.insertions(of: missing)
  }
}

extension ImportLine {
  /// What is left to import when others already are; nil if nothing is.
  fileprivate func without(_ others: [ImportLine]) -> ImportLine? {
    let known = Set(others.filter { $0.module == module }.flatMap(\.names))
    let left = names.filter { !known.contains($0) }
    if left.count == names.count { return self }
    guard !left.isEmpty else { return nil }
    var line = ImportLine(from: module, left)
    line.comment = comment
    line.leadingComments = leadingComments
    line.group = group
    return line
  }
}
