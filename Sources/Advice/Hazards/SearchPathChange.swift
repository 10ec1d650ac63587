internal import ImportGraph
internal import PythonSyntax

/// `sys.path` changes between the import and its uses: the same name might then lead to another module, or to none.
enum SearchPathChange: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    let change = evidence.pathChanges.change(after: name.importStatement, in: name.statement.file)
    guard let change else { return nil }
    return Reason(.searchPath, "\(change) changes sys.path, and a later import might find something else")
  }
}
