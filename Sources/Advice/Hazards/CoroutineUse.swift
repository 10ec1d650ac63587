internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// The first use is in a coroutine, or in a function that one calls: a deferred import would stop the event loop for as long
/// as it takes, and run where code of its own may not start another loop.
enum CoroutineUse: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    guard name.syntax.scopes.contains(where: \.isAsync) else { return nil }
    for use in name.uses {
      guard let function = use.function else { continue }
      let around = name.syntax.enclosing(function)
      if let scope = around.first(where: \.isAsync) {
        return .unsafe(
          .coroutine,
          "`async def \(scope.name)` uses `\(use.name)` (line \(name.line(of: use))): importing it there "
            + "would block the event loop"
        )
      }
      guard let called = around.last(where: { $0.kind == .function }),
        let coroutine = coroutine(calling: called, in: name.syntax)
      else { continue }
      return .unsafe(
        .coroutine,
        "`async def \(coroutine.name)` calls `\(called.name)`, which uses `\(use.name)` (line "
          + "\(name.line(of: use))): importing it there would block the event loop"
      )
    }
    return nil
  }

  /// A coroutine of the file from which calls of the file's functions lead to one of them.
  private static func coroutine(calling function: Scope, in syntax: ModuleSyntax) -> Scope? {
    var seen: Set<String> = [function.name]
    var pending = [function.name]
    while let name = pending.popLast() {
      for use in syntax.uses {
        guard let caller = use.function, (use.attributes.last ?? use.name) == name,
          UseSurroundings(use, in: syntax).isCalled
        else { continue }
        let around = syntax.enclosing(caller)
        if let scope = around.first(where: \.isAsync) { return scope }
        for scope in around where scope.kind == .function && seen.insert(scope.name).inserted {
          pending.append(scope.name)
        }
      }
    }
    return nil
  }
}
