internal import ImportGraph
internal import PythonSyntax

/// The name is used in child processes: each would import anew what they now inherit.
enum ChildUse: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    for use in name.uses {
      guard let function = use.function else { continue }
      for scope in name.syntax.enclosing(function) where scope.kind == .function {
        guard let taker = evidence.childFunctions.taker(of: scope.name) else { continue }
        return .unsafe(
          .childProcess,
          "`\(scope.qualifiedName)` is given to \(taker) and uses `\(use.name)`: every child would "
            + "import it anew"
        )
      }
    }
    return nil
  }
}
