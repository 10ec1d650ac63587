internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// A library translates the function's code, and knows no import statements in it.
enum CompiledFunction: Hazard {
  private static let compilers: Set = [
    "numba", "triton", "taichi", "torch", "cython", "pythran", "transonic", "warp", "pony", "numexpr", "llvmlite",
    "tensorflow", "jax", "pyspark", "RestrictedPython", "mypyc", "codon", "cupy", "cupyx",
  ]

  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    let compiler = name.syntax.imports.lazy.compactMap { statement -> String? in
      let modules = statement.fromModule.map { [$0] } ?? statement.names.map(\.name)
      return modules.first { compilers.contains(String($0.prefix { $0 != "." })) }
    }
    .first
    guard let compiler else { return nil }
    for use in name.uses {
      guard let function = use.function else { continue }
      for scope in name.syntax.enclosing(function) where scope.kind == .function && isHandedOn(scope, name.syntax) {
        return Reason(
          .compiledFunction,
          "`\(scope.qualifiedName)` may be compiled by \(compiler), which takes no import statements"
        )
      }
    }
    return nil
  }

  /// Whether a function has a decorator, or is mentioned without being called: `f = jit(f)`.
  private static func isHandedOn(_ function: Scope, _ syntax: ModuleSyntax) -> Bool {
    if function.firstLine < function.line { return true }
    return syntax.uses.contains { use in
      use.name == function.name && use.attributes.isEmpty && !UseSurroundings(use, in: syntax).isCalled
    }
  }
}
