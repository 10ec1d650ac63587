public import PythonSyntax

/// Why a change is not written; the file stays as it is.
public enum Refusal: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file is not understood in full.
  case notUnderstood(SyntaxProblem)
  /// `# libprof: keep` stands at the statement.
  case kept(line: Int)
  /// A star import, a future import or one that is lazy already.
  case unsuitableStatement(line: Int)
  /// The statement stands in a block that decides whether or how it runs.
  case nested(line: Int)
  /// The statement would leave a block empty in which something may depend on it.
  case emptiesBlock(line: Int)
  /// Other code on the line is in the way.
  case sharesLine(line: Int)
  /// Nothing reads the name.
  case unused(name: String)
  /// The name is needed while the module loads.
  case usedOnImport(name: String, line: Int)
  /// The name is needed below `if TYPE_CHECKING:` or `if __name__ == "__main__":`.
  case usedBelowGuard(name: String, line: Int)
  /// The name stands in an annotation that is resolved in the module.
  case usedInAnnotation(name: String, line: Int)
  /// The name stands in an annotation, and something looks annotations up while the program runs.
  case annotationIsRead(name: String, reader: String, line: Int)
  /// No annotation names it.
  case notAnnotating(name: String)
  /// The name would become lazy with others, which was not asked for.
  case takenTogether(name: String, module: String, line: Int)
  /// The name is deleted.
  case deleted(name: String, line: Int)
  /// The module binds the name in another way, too.
  case boundElsewhere(name: String, line: Int)
  /// `__all__` lists the name.
  case exported(name: String)
  /// The use waits for a lambda or a type alias, which has no place for a statement.
  case noStatementPlace(name: String, line: Int)
  /// The function's body stands on the line of its `def`.
  case inlineBody(function: String, line: Int)
  /// The function has another variable of that name, or says `global` or `nonlocal` of it.
  case nameIsTaken(name: String, function: String)
  /// Something that would move has characters that are not UTF-8.
  case otherEncoding(line: Int)
  /// The edited text did not turn out as planned.
  case unexpectedResult(String)

  /// The reason as a sentence.
  public var description: String {
    switch self {
    case .notUnderstood(let problem): "the file is not understood (\(problem))"
    case .kept(let line): "line \(line) says `libprof: keep`"
    case .unsuitableStatement(let line): "the statement in line \(line) cannot be changed name by name"
    case .nested(let line): "the import in line \(line) stands in a block that decides whether it runs"
    case .emptiesBlock(let line): "without the import in line \(line) its block would be empty"
    case .sharesLine(let line): "line \(line) holds other code that is in the way"
    case .unused(let name): "nothing in this file reads `\(name)`"
    case .usedOnImport(let name, let line): "`\(name)` is needed in line \(line) while the module loads"
    case .usedBelowGuard(let name, let line): "`\(name)` is needed in line \(line) outside any function"
    case .usedInAnnotation(let name, let line): "the annotation in line \(line) names `\(name)`"
    case .annotationIsRead(let name, let reader, let line):
      "`\(name)` stands in annotations, which `\(reader)` (line \(line)) may look up while the program runs"
    case .notAnnotating(let name): "no annotation names `\(name)`"
    case .takenTogether(let name, let module, let line):
      "`\(name)` in line \(line) comes from `\(module)` as well, and would become lazy with it"
    case .deleted(let name, let line): "`\(name)` is deleted in line \(line)"
    case .boundElsewhere(let name, let line): "`\(name)` gets another value in line \(line)"
    case .exported(let name): "`__all__` offers `\(name)` to others"
    case .noStatementPlace(let name, let line): "`\(name)` is used in line \(line), where no statement can stand"
    case .inlineBody(let function, let line): "the body of `\(function)` stands on line \(line) with its `def`"
    case .nameIsTaken(let name, let function): "`\(function)` has a variable `\(name)` of its own"
    case .otherEncoding(let line):
      "what would stand in line \(line) is written in another encoding than UTF-8, which only ASCII survives"
    case .unexpectedResult(let what): "the edited file is not as planned: \(what)"
    }
  }
}
