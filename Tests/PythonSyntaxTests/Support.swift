import PythonSyntax
import SourceText

/// The facts of a piece of Python.
func syntax(_ text: String) -> ModuleSyntax {
  ModuleSyntax(source: SourceFile(path: "m.py", text: text))
}

extension ModuleSyntax {
  /// The uses of a name, wherever it lives.
  func uses(_ name: String) -> [Use] { uses.filter { $0.name == name } }

  /// The scope with a certain qualified name.
  func scope(_ qualifiedName: String) -> Scope? { scopes.first { $0.qualifiedName == qualifiedName } }

  /// The qualified name of the scope in which each use of a name finds it; `-` for builtins.
  func homes(_ name: String) -> [String] {
    uses(name).map { use in use.resolved.map { scopes[$0].qualifiedName } ?? "-" }
  }

  /// When each use of a name runs, in words.
  func timings(_ name: String) -> [String] {
    func place(_ function: Int?) -> String { function.map { scopes[$0].qualifiedName } ?? "import" }
    return uses(name).map { use in
      switch use.timing {
      case .eager: "import"
      case .deferred(let function): place(function)
      case .annotation(let isEvaluated, let function):
        isEvaluated ? "annotation, \(place(function))" : "annotation, never"
      case .stringAnnotation: "string"
      }
    }
  }
}
