internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// The name is used while objects are finalized, at exit, or in a signal handler, where importing may fail.
enum ShutdownUse: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    for use in name.uses {
      guard let function = use.function else { continue }
      let scopes = name.syntax.enclosing(function)
      if let scope = scopes.first(where: { $0.name == "__del__" }) {
        return Reason(
          "shutdown",
          "`\(scope.qualifiedName)` uses `\(use.name)`: importing may fail there"
        )
      }
      for scope in scopes where scope.kind == .function {
        let elsewhere = evidence.shutdownFunctions.taker(of: scope.name)
        guard let registrar = registrar(of: scope, in: name.syntax) ?? elsewhere else { continue }
        return Reason(
          "shutdown",
          "`\(scope.qualifiedName)` is given to \(registrar) and uses `\(use.name)`: importing may fail "
            + "there"
        )
      }
    }
    return nil
  }

  /// What a function of a file is given to; any mention of it beside an imported registrar counts, and any decorator.
  private static func registrar(of function: Scope, in syntax: ModuleSyntax) -> String? {
    guard let registrar = HandedFunctions.Taker.shutdown.module(in: syntax) else { return nil }
    let decorators = function.firstLine..<function.line
    let isGiven = syntax.uses.contains { use in
      use.name == function.name && use.attributes.isEmpty
        || decorators.contains(syntax.source.lines.line(at: use.range.lowerBound))
    }
    return isGiven ? registrar : nil
  }
}
