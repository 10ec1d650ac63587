internal import ImportGraph
internal import PythonSyntax

/// What is loaded takes a name from the module that loads it, or from one above, and that gives the name another value below.
enum UnsettledName: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    guard let importer = evidence.paths.module(of: name.statement.file),
      let taking = evidence.unsettledNames.taking(
        by: evidence.targets(of: name.statement),
        importedBy: importer,
        line: name.importStatement.line,
        evidence.paths
      )
    else { return nil }
    return Reason(
      .unsettled,
      "\(taking.place) takes `\(taking.name)` from \(evidence.graph.modules[taking.source].name), which gives it another "
        + "value in line \(taking.lines.upperBound), after it has loaded this"
    )
  }
}
