/// What a module says of itself in `__all__`.
public struct Exports: Sendable, Hashable {
  /// The names, in the order of the text, as far as they are written as literals.
  public let names: [String]
  /// The modules whose `__all__` is added, by the dotted names under which the module knows them.
  public let included: [String]
  /// Whether more than literals and other modules' `__all__` takes part.
  public let isComputed: Bool

  /// Exports from their parts.
  public init(names: [String], included: [String] = [], isComputed: Bool = false) {
    self.names = names
    self.included = included
    self.isComputed = isComputed
  }

  /// Whether something else than literals takes part, so that there may be more names or fewer.
  public var isDynamic: Bool { isComputed || !included.isEmpty }
}
