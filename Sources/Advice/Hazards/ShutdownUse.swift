internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// The name is used while objects are finalized, at exit, or in a signal handler, where importing may fail.
enum ShutdownUse: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    let registrar = evidence.shutdownFunctions.module(importedBy: name.statement.file)
    for use in name.uses {
      guard let function = use.function else { continue }
      let scopes = name.syntax.enclosing(function)
      if let scope = scopes.first(where: { $0.name == "__del__" }) {
        return Reason(
          .shutdown,
          "`\(scope.qualifiedName)` uses `\(use.name)`: importing may fail there"
        )
      }
      for scope in scopes where scope.kind == .function {
        let elsewhere = evidence.shutdownFunctions.taker(of: scope.name)
        guard let taker = Self.isGiven(scope, in: name.syntax, to: registrar) ? registrar : elsewhere else { continue }
        return Reason(
          .shutdown,
          "`\(scope.qualifiedName)` is given to \(taker) and uses `\(use.name)`: importing may fail "
            + "there"
        )
      }
    }
    return nil
  }

  /// Whether a function is given to what its file imports; any mention of it beside counts, and any decorator.
  private static func isGiven(_ function: Scope, in syntax: ModuleSyntax, to registrar: String?) -> Bool {
    guard registrar != nil else { return false }
    let decorators = function.firstLine..<function.line
    return syntax.uses.contains { use in
      use.name == function.name && use.attributes.isEmpty
        || decorators.contains(syntax.source.lines.line(at: use.range.lowerBound))
    }
  }
}
