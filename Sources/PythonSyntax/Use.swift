/// A place that reads or deletes a name.
public struct Use: Sendable, Hashable {
  /// What the place does with the name.
  public enum Action: Sendable, Hashable, CaseIterable {
    case load, delete
  }

  /// When the place is executed.
  ///
  /// A function here is the index of a scope that is not executed with what surrounds it: a function, a lambda, or the
  /// lazily computed value of a type alias or a type bound.
  public enum Timing: Sendable, Hashable {
    /// While the module is loaded.
    case eager
    /// When the outermost enclosing function is called.
    case deferred(function: Int)
    /// An annotation: evaluated with the statement that has it (up to CPython 3.13), or never unless something asks,
    /// because of `from __future__ import annotations`, because annotations are computed on demand (PEP 649), or
    /// because it annotates a local variable.
    case annotation(isEvaluated: Bool, function: Int?)
    /// A name inside a string in an annotation, read only by what resolves annotations.
    case stringAnnotation(function: Int?)
  }

  /// The name, mangled if it is private to a class.
  public let name: String
  /// The bytes of the name; of the whole string for an annotation in a string with escapes.
  public let range: Range<Int>
  /// What the place does with the name.
  public let action: Action
  /// The scope in which it stands.
  public let scope: Int
  /// The scope that has the name; nil for builtins and for names that nobody binds.
  ///
  /// A class body may read a name of the module's before its own binding of that name has run. Where that cannot be
  /// excluded there are two uses, one for the class and one for the module.
  public let resolved: Int?
  /// The attributes read from it directly: `["b", "c"]` for `a.b.c`.
  public let attributes: [String]
  /// When it is executed.
  public let timing: Timing
  /// The innermost function or lambda that holds it.
  public let function: Int?
  /// The condition it stands below, if that keeps it from running on import.
  public let guarded: CodeGuard?
  /// Whether what its attributes lead to gets another value: `a.b = …`, `a.b: T = …`, `for a.b in …`, `a.b, c = …`.
  public let isTarget: Bool

  /// Whether it runs while the module is imported: eager, or an annotation evaluated at once, and not below a guard.
  public var runsOnImport: Bool {
    guard guarded == nil else { return false }
    return timing == .eager || timing == .annotation(isEvaluated: true, function: nil)
  }

  /// Whether it stands in an annotation, as code or in a string.
  public var isAnnotation: Bool {
    switch timing {
    case .annotation, .stringAnnotation: true
    case .eager, .deferred: false
    }
  }
}
