/// A place that gives a name a value, takes it away, or declares to which scope it belongs.
public struct Binding: Sendable, Hashable {
  /// How the name is bound.
  public enum Kind: Sendable, Hashable {
    /// By the import statement of that index, through its name of that index.
    case `import`(statement: Int, name: Int)
    case parameter, assignment, augmented
    /// `x: int`, which makes the name local but gives it no value.
    case annotatedWithoutValue
    case forTarget, with, except, walrus, function, `class`, delete
    case globalDeclaration, nonlocalDeclaration
    case matchCapture, typeParameter, typeAlias
  }

  /// The name, mangled if it is private to a class.
  public let name: String
  /// The scope in which the binding stands.
  public let scope: Int
  /// The scope whose variable it sets: another one after `global`, `nonlocal`, or for a walrus in a comprehension.
  public let resolved: Int
  /// How the name is bound.
  public let kind: Kind
  /// The offset of the name.
  public let offset: Int
  /// The innermost function or lambda whose call executes it; nil if it runs while the module loads.
  public let function: Int?
  /// The condition it stands below, if that keeps it from running on import.
  public let guarded: CodeGuard?
}
