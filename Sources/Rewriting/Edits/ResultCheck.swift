internal import PythonSyntax
internal import SourceText

/// Reads an edited file again, so that a mistake of ours becomes a refusal and not a broken program.
struct ResultCheck {
  private let before: ModuleSyntax
  /// What the edits make of it.
  let after: ModuleSyntax

  init(_ module: ModuleSyntax, _ edits: [Edit]) throws(Refusal) {
    before = module
    do {
      after = module.rewritten(as: try module.source.applying(edits))
    } catch {
      throw .unexpectedResult(error.description)
    }
    if let problem = after.problems.first { throw .unexpectedResult(problem.description) }
  }

  /// The imports must be those of before, but for the names that were to go; in all scopes, or in the module's only.
  func checkImports(without removed: [Int: Set<Int>], inModuleOnly: Bool = false) throws(Refusal) {
    func considered(_ imports: [ImportStatement]) -> [ImportStatement] {
      inModuleOnly ? imports.filter { $0.scope == 0 } : imports
    }
    let expected = considered(before.imports).compactMap { statement in
      let names = removed[statement.index] ?? []
      let line = ImportLine(statement, names: statement.names.indices.filter { !names.contains($0) })
      return line.names.isEmpty && removed[statement.index] != nil ? nil : line
    }
    let actual = considered(after.imports).map { ImportLine($0, names: $0.names.indices) }
    guard actual == expected else { throw .unexpectedResult("the remaining imports are not those of before") }
  }

  /// The imports must be those of before, one by one, and the deferred ones lazy.
  func checkDeferred(_ deferred: [ImportReference]) throws(Refusal) {
    func names(_ module: ModuleSyntax, _ isLazy: (ImportReference) -> Bool) -> [String: Int] {
      var result: [String: Int] = [:]
      for statement in module.imports {
        for (index, name) in statement.names.enumerated() {
          let reference = ImportReference(statement: statement.index, name: index)
          let isLazy = statement.isDeferred || isLazy(reference)
          let key = [statement.fromModule ?? "", name.name, name.alias ?? "", "\(statement.scope)", "\(isLazy)"]
          result[key.joined(separator: " "), default: 0] += 1
        }
      }
      return result
    }
    guard names(before, deferred.contains) == names(after, { _ in false }) else {
      throw .unexpectedResult("the imports are not those of before")
    }
  }

  /// The imports must be those of before, one by one, but for the modules that some names come from.
  func checkNarrowed(_ sources: [ImportReference: ImportLine]) throws(Refusal) {
    func lines(_ module: ModuleSyntax, _ change: (ImportReference) -> ImportLine?) -> [ImportLine: Int] {
      var result: [ImportLine: Int] = [:]
      for statement in module.imports {
        for name in statement.names.indices {
          let line = change(ImportReference(statement: statement.index, name: name))
          result[line ?? ImportLine(statement, names: [name]), default: 0] += 1
        }
      }
      return result
    }
    guard lines(before, { sources[$0] }) == lines(after, { _ in nil }) else {
      throw .unexpectedResult("the imports are not those of before")
    }
  }

  /// Every use of a moved name must find it in a function now, unless it reads another part of a package that stays bound.
  func checkMoved(_ references: [ImportReference]) throws(Refusal) {
    let moved = Dictionary(grouping: references) { before[$0].boundName }
    for use in after.uses where (use.resolved ?? 0) == 0 {
      guard let references = moved[use.name] else { continue }
      let isElsewhere = references.allSatisfy { before.bindsPart($0) && !before.reaches(use, $0) }
      if isElsewhere, !after.imports(binding: use.name).isEmpty { continue }
      let line = after.source.lines.line(at: use.range.lowerBound)
      throw .unexpectedResult("`\(use.name)` in line \(line) would not be found")
    }
  }
}
