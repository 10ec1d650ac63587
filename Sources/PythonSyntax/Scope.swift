/// A region of code with names of its own, as CPython's symbol table has it; scope 0 is the module.
public struct Scope: Sendable, Hashable {
  /// What opens the scope.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case module, `class`, function, lambda
    case listComprehension, setComprehension, dictionaryComprehension, generatorExpression
    /// Holds the type parameters of a generic function, class or alias (PEP 695).
    case typeParameters
    /// The value of a `type` statement, computed when it is first read (PEP 695).
    case typeAlias
    /// The bound or default of a type parameter, computed when it is first read (PEP 695).
    case typeBound

    /// Whether it is any of the four comprehensions.
    public var isComprehension: Bool {
      switch self {
      case .listComprehension, .setComprehension, .dictionaryComprehension, .generatorExpression: true
      default: false
      }
    }
  }

  /// Where a name used in a scope lives.
  public enum Visibility: String, Sendable, Hashable, CaseIterable {
    /// In this scope.
    case local
    /// In an enclosing function, class (`__class__` only) or type-parameter scope.
    case free
    /// In the module, because a `global` statement says so.
    case globalExplicit
    /// In the module or among the builtins, because no enclosing scope has it.
    case globalImplicit
  }

  /// A name that a scope binds, declares or uses.
  public struct Symbol: Sendable, Hashable {
    /// Where it lives.
    public let visibility: Visibility
    /// The scope in which it lives; nil for builtins and names that nobody binds.
    public let scope: Int?
    /// Whether it is a parameter of this scope.
    public let isParameter: Bool
    /// Whether an import statement in this scope binds it.
    public let isImported: Bool
    /// Whether this scope binds it in any way, declarations aside.
    public let isBound: Bool
  }

  /// Its number, parents before children.
  public let index: Int
  /// What opens it.
  public let kind: Kind
  /// The name as code objects have it: `f`, `C`, `<lambda>`, `<listcomp>`, `<module>`.
  public let name: String
  /// The name as in `co_qualname` up to CPython 3.11, such as `C.method.<locals>.inner`.
  ///
  /// From 3.12 on comprehensions may be inlined, and what is defined in one then lacks `<listcomp>.<locals>`.
  public let qualifiedName: String
  /// The scope around it; nil for the module.
  public let parent: Int?
  /// The bytes of the statement or expression that opens it, decorators left out.
  public let range: Range<Int>
  /// The line of its `def`, `class` or expression.
  public let line: Int
  /// The line of its first decorator, or else `line`: what `co_firstlineno` says from CPython 3.8 on.
  public let firstLine: Int
  /// The bytes of its block or of a lambda's expression.
  public let body: Range<Int>
  /// Whether it is an `async def`.
  public let isAsync: Bool
  /// Whether it is a function with a `yield` or a generator expression.
  public let isGenerator: Bool
  /// Whether it stands in a block for type checkers or below a main guard.
  public let guarded: CodeGuard?
  /// The names it declares `global`, in order of appearance.
  public let globals: [String]
  /// The names it declares `nonlocal`, in order of appearance.
  public let nonlocals: [String]
  /// Where a first statement could be inserted; functions only.
  public let bodyStart: BodyStart?
  /// Its names and those it passes on to inner scopes, private ones mangled, with where each lives.
  public let symbols: [String: Symbol]
}

/// A condition that keeps code from running when the module is imported.
public enum CodeGuard: Sendable, Hashable, CaseIterable {
  /// `if TYPE_CHECKING:`.
  case typeChecking
  /// `if __name__ == "__main__":`.
  case main
}
