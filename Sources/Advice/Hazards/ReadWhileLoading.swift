internal import ImportGraph
internal import PythonSyntax
internal import Recording

/// A function reads the name while modules are loaded, so a lazy import would happen at the start all the same.
///
/// A function that is called then, but reads the name on lines alone that did not run, leaves the import waiting: should an
/// input that was not recorded take it there, the first use loads the module, as anywhere else.
enum ReadWhileLoading: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    guard let reason = CalledWhileLoading.reason(against: name, in: evidence) else { return nil }
    guard let lines = evidence.linesWhileLoading else { return reason }
    let isRead = name.uses.contains { lines.contains(CodeSite(file: name.statement.file, line: name.line(of: $0))) }
    return isRead ? reason : nil
  }
}
