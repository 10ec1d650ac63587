internal import ImportGraph
internal import PythonSyntax

/// Nobody is seen to read the name from the module, so exporting it lazily might mean never loading what it is there for.
enum UnreadExport: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    let isListed = name.syntax.exports.map { exports in name.boundNames.contains(where: exports.names.contains) }
    let isRead = name.boundNames.contains { evidence.outsideReads.place(of: $0, in: name.statement.file) != nil }
    if isListed == true || isRead { return nil }
    // A package that takes names out of its parts does so to offer them.
    if name.isOwnPart(in: evidence), !importsPart(name, evidence) { return nil }
    // So does one that tries whether something is there and goes on without it.
    if name.importStatement.nesting.isOptional || isOneOfTwoWays(name) { return nil }
    guard name.uses.isEmpty, !name.isAnnotating else { return nil }
    // A part that is imported as a whole may register something, unless it was seen not to.
    let targets = evidence.targets(of: name.statement)
    let deferred = DeferredModules(behind: name.statement, evidence.withoutStatements)
    if importsPart(name, evidence), !targets.isEmpty, evidence.effects.effect(of: deferred) == nil,
      LoadTimeAct.reason(against: name, in: evidence, deferred) == nil
    {
      return nil
    }
    return Reason(
      .sideEffect,
      "nothing reads `\(name.importedName.boundName)`: the import may be there for what loading its module does"
    )
  }

  /// Whether it is `from a import x` in an `if` that goes on with `else: from b import x`: it is there for the name.
  private static func isOneOfTwoWays(_ name: CandidateImport) -> Bool {
    guard name.importStatement.nesting == .conditional, name.importStatement.fromModule != nil else { return false }
    return name.boundNames.allSatisfy { bound in
      let ways = name.syntax.imports(binding: bound).map { name.syntax.imports[$0.statement] }
      return ways.count > 1 && ways.allSatisfy { $0.nesting == .conditional && $0.fromModule != nil }
    }
  }

  /// Whether it is `from . import part`, in whichever way the package is written.
  private static func importsPart(_ name: CandidateImport, _ evidence: Evidence) -> Bool {
    evidence.names.source(of: name.importStatement, in: name.statement.file)
      == evidence.graph.project.moduleName(of: name.statement.file)
  }
}
