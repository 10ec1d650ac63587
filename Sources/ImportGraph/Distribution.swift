/// What a module came with.
public struct Distribution: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Who ships it.
  public enum Kind: Int, Sendable, Comparable {
    /// The program itself.
    case firstParty
    /// A package with metadata of its own.
    case installed
    case standardLibrary
    /// A file that belongs to none of the others.
    case unknown

    /// First-party code first.
    public static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
  }

  /// Who ships it.
  public let kind: Kind
  /// The project's name as its metadata has it.
  public let name: String
  /// Its version; empty for the program itself.
  public let version: String
  /// What it says of itself in one line; empty where there is no metadata.
  public var summary = ""

  /// Name and version.
  public var description: String { version.isEmpty ? name : "\(name) \(version)" }

  /// By kind, then by name.
  public static func < (left: Distribution, right: Distribution) -> Bool {
    (left.kind, left.name, left.version) < (right.kind, right.name, right.version)
  }
}
