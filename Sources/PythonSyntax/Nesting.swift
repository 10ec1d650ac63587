/// What an import statement stands in, at any distance.
public struct Nesting: OptionSet, Sendable, Hashable {
  /// The bits.
  public let rawValue: Int

  /// A set from its bits.
  public init(rawValue: Int) {
    self.rawValue = rawValue
  }

  /// A function.
  public static let function = Nesting(rawValue: 1 << 0)
  /// A class body.
  public static let `class` = Nesting(rawValue: 1 << 1)
  /// A branch of an `if` that is neither for type checkers nor a main guard.
  public static let conditional = Nesting(rawValue: 1 << 2)
  /// The guarded part of a `try`.
  public static let tryBody = Nesting(rawValue: 1 << 3)
  /// The guarded part of a `try` that catches `ImportError`, `ModuleNotFoundError`, or everything.
  public static let importProbe = Nesting(rawValue: 1 << 4)
  /// An `except` block.
  public static let exceptHandler = Nesting(rawValue: 1 << 5)
  /// The `else` of a `try` or of a loop.
  public static let elseClause = Nesting(rawValue: 1 << 6)
  /// A `finally` block.
  public static let finallyClause = Nesting(rawValue: 1 << 7)
  /// A `with` block.
  public static let with = Nesting(rawValue: 1 << 8)
  /// A `with suppress(…)` block.
  public static let suppress = Nesting(rawValue: 1 << 9)
  /// A `for` or `while`.
  public static let loop = Nesting(rawValue: 1 << 10)
  /// A `match` case.
  public static let match = Nesting(rawValue: 1 << 11)
  /// A block for type checkers.
  public static let typeChecking = Nesting(rawValue: 1 << 12)
  /// A block that runs only if the module is the program.
  public static let mainGuard = Nesting(rawValue: 1 << 13)

  /// Whether it is the guarded part or the `else` of a `try` that may be there for a missing import, and in nothing else.
  public var isOptional: Bool { self == [.tryBody, .importProbe] || self == .elseClause }
}
