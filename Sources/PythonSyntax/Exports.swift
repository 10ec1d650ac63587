/// What a module says of itself in `__all__`.
public struct Exports: Sendable, Hashable {
  /// The names, in the order of the text, as far as they are written as literals.
  public let names: [String]
  /// Whether something else than literals takes part, so that there may be more names or fewer.
  public let isDynamic: Bool
}
