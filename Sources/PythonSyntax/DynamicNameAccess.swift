public import SourceText

/// A place that reaches names in ways that no static analysis follows.
public struct DynamicNameAccess: Sendable, Hashable {
  /// The way in which names are reached.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case eval, exec, globals, locals, vars
    case importFunction = "__import__"
    case importModule = "importlib.import_module"
    case reload = "importlib.reload"
    case systemModules = "sys.modules"
  }

  /// The way in which names are reached.
  public let kind: Kind
  /// The bytes of the expression that does it.
  public let range: Range<Int>
  /// Where it begins.
  public let position: SourcePosition
  /// The scope in which it stands.
  public let scope: Int
  /// The innermost function or lambda that holds it; nil if it runs while the module loads.
  public let function: Int?
}
