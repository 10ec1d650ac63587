internal import ImportGraph
internal import PythonSyntax

/// The name is used in what the interpreter calls by itself: while it imports, traces, audits, or reports an error.
enum HookUse: Hazard {
  /// What finders and loaders are asked for.
  private static let importing: Set = [
    "find_spec", "find_module", "find_loader", "load_module", "exec_module", "create_module", "get_code", "get_data",
    "get_source", "path_hook", "source_to_code", "invalidate_caches",
  ]

  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    for use in name.uses {
      guard let function = use.function else { continue }
      for scope in name.syntax.enclosing(function) where scope.kind == .function {
        if importing.contains(scope.name) {
          return Reason(
            .hook,
            "`\(scope.qualifiedName)` takes part in importing and uses `\(use.name)`: an import there "
              + "would call it again"
          )
        }
        guard let taker = evidence.hookFunctions.taker(of: scope.name) else { continue }
        return Reason(
          .hook,
          "`\(scope.qualifiedName)` is given to \(taker), which calls it at any moment, and uses "
            + "`\(use.name)`: an import there may fail or call it again"
        )
      }
    }
    return nil
  }
}
