internal import ImportGraph
internal import PythonSyntax

/// The first use is in a coroutine: a deferred import would stop the event loop for as long as it takes.
enum CoroutineUse: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    for use in name.uses {
      guard let function = use.function else { continue }
      guard let scope = name.syntax.enclosing(function).first(where: \.isAsync) else { continue }
      return Reason(
        "coroutine",
        "`async def \(scope.name)` uses `\(use.name)` (line \(name.line(of: use))): importing it there "
          + "would block the event loop"
      )
    }
    return nil
  }
}
