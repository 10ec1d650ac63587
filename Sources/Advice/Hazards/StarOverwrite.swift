internal import ImportGraph
internal import PythonSyntax

/// A star import further down may give the name another meaning, which a moved import would undo.
enum StarOverwrite: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    let star = name.syntax.imports.first { other in
      other.isStar && other.scope == 0 && other.index > name.importStatement.index
    }
    guard let star else { return nil }
    return Reason(
      "star-import",
      "`from \(star.fromModule ?? "") import *` (line \(star.line)) may give `\(name.importedName.boundName)` another value"
    )
  }
}
