internal import ImportGraph
internal import PythonSyntax
internal import Recording

/// A function that uses the name ran while modules were loaded, so the import would happen at the start all the same.
enum CalledWhileLoading: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    guard !name.isWithoutCallers else { return nil }
    for use in name.uses {
      guard let function = use.function, callers(of: use, name, evidence) != nil else { continue }
      let scope = name.syntax.scopes[function]
      return Reason(
        .calledWhileLoading,
        "`\(scope.qualifiedName)` (line \(scope.firstLine)) needs `\(use.name)` and is called while "
          + "modules are loaded"
      )
    }
    return nil
  }

  /// The modules whose loading calls functions that use the name; nil if the import could not happen then: one of them is the
  /// file's own, or is loaded by what the import loads, and would not be finished.
  static func callers(of name: CandidateImport, in evidence: Evidence) -> Set<Int>? {
    let callers = name.uses.reduce(into: Set<Int>()) { $0.formUnion(Self.callers(of: $1, name, evidence) ?? []) }
    let targets = evidence.targets(of: name.statement)
    let isHarmless = callers.allSatisfy { caller in
      evidence.paths.module(of: name.statement.file) != caller && !targets.contains(caller)
        && !evidence.paths.reachability.leads(targets, to: caller)
    }
    return isHarmless && !callers.isEmpty ? callers : nil
  }

  private static func callers(of use: Use, _ name: CandidateImport, _ evidence: Evidence) -> Set<Int>? {
    use.function.flatMap {
      evidence.calledWhileLoading[CodeSite(file: name.statement.file, line: name.syntax.scopes[$0].firstLine)]
    }
  }
}
