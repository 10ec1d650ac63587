internal import ImportGraph
internal import PythonSyntax
internal import Recording

/// A function that uses the name ran while modules were loaded, so the import would happen at the start all the same.
enum CalledWhileLoading: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    for use in name.uses {
      guard let function = use.function else { continue }
      let scope = name.syntax.scopes[function]
      guard evidence.calledWhileLoading.contains(CodeSite(file: name.statement.file, line: scope.firstLine)) else {
        continue
      }
      return Reason(
        .calledWhileLoading,
        "`\(scope.qualifiedName)` (line \(scope.firstLine)) needs `\(use.name)` and is called while "
          + "modules are loaded"
      )
    }
    return nil
  }
}
