internal import ImportGraph
internal import PythonSyntax
internal import Recording
internal import SourceText

/// The first use is in a coroutine, or in a function that one calls: a deferred import would stop the event loop for as long
/// as it takes, and run where code of its own may not start another loop.
///
/// A method of a class is an exception: its object is made before, and if that happens outside of all coroutines, the
/// `__init__` that makes it can import the name as well. The loop then finds it loaded.
enum CoroutineUse: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    guard name.syntax.scopes.contains(where: \.isAsync) else { return nil }
    for use in name.uses {
      guard let function = use.function else { continue }
      let around = name.syntax.enclosing(function)
      if let scope = around.first(where: \.isAsync) {
        if isImportedBefore(use, name, evidence) { continue }
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

  /// Whether the class whose coroutine uses the name imports it when an object is made, where no loop can be waiting.
  private static func isImportedBefore(_ use: Use, _ name: CandidateImport, _ evidence: Evidence) -> Bool {
    guard let initializer = name.syntax.initializer(before: use.scope), let parent = initializer.parent else {
      return false
    }
    let site = CodeSite(file: name.statement.file, line: initializer.firstLine)
    return evidence.coroutineCalls.areMadeOutside(of: name.syntax.scopes[parent].name)
      && !evidence.calledWhileLoading.contains(site)
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
