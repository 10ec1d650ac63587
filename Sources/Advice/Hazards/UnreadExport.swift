internal import ImportGraph
internal import PythonSyntax

/// Nobody is seen to read the name from the module, so exporting it lazily might mean never loading what it is there for.
enum UnreadExport: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    let bound = name.importedName.boundName
    let isListed = name.syntax.exports?.names.contains(bound) == true
    if isListed || evidence.outsideReads.place(of: bound, in: name.statement.file) != nil { return nil }
    // A package that takes single names out of its parts does so to offer them.
    let isFacade = name.statement.file.hasSuffix("/__init__.py") && name.importStatement.level > 0
    if isFacade, name.importStatement.fromModule != "." { return nil }
    guard name.uses.isEmpty, !name.isAnnotating else { return nil }
    return Reason("side-effect", "nothing reads `\(bound)`: the import may be there for what loading its module does")
  }
}
