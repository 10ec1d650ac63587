internal import ImportGraph
internal import PythonSyntax

/// The name is used in another thread: an import there waits for whatever is being imported, and may wait for ever.
enum ThreadUse: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    for use in name.uses {
      guard let function = use.function else { continue }
      for scope in name.syntax.enclosing(function) where scope.kind == .function {
        guard let taker = evidence.threadFunctions.taker(of: scope.name) else { continue }
        return .unsafe(
          .thread,
          "`\(scope.qualifiedName)` is given to \(taker) and uses `\(use.name)`: an import in another "
            + "thread can wait for one that waits for it"
        )
      }
    }
    return nil
  }
}
