internal import ImportGraph
internal import PythonSyntax

/// A star import further down gives the name another meaning, or may do so, which a moved import would undo.
enum StarOverwrite: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    // In a package's interface the names that overlap are exported together.
    let bound = name.statement.file.hasSuffix("/__init__.py") ? [] : name.boundNames
    let star = name.syntax.imports.first { other in
      guard other.isStar, other.scope == 0, other.index > name.importStatement.index else { return false }
      // One that is understood counts as a single name, and binds several.
      guard !other.names.isEmpty else { return true }
      let brought = name.syntax.boundNames(of: ImportReference(statement: other.index, name: 0))
      return bound.contains(where: brought.contains)
    }
    guard let star else { return nil }
    return Reason(
      .starImport,
      "`from \(star.fromModule ?? "") import *` (line \(star.line)) may give `\(name.importedName.boundName)` another value"
    )
  }
}
