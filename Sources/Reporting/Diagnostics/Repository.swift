/// Where the program lies in its repository, for formats whose readers know only that.
public struct Repository: Sendable, Hashable {
  /// The program's folder below the repository's; empty if they are the same, or there is no repository.
  public let folder: String
  /// Whether the program has a `pyproject.toml`.
  public let hasManifest: Bool

  /// The file of a program that stands for what belongs to none of its lines.
  public static let manifest = "pyproject.toml"

  /// Describes a repository.
  public init(folder: String, hasManifest: Bool) {
    self.folder = folder
    self.hasManifest = hasManifest
  }

  /// A path below the program's folder as one below the repository's.
  public func path(_ file: String) -> String { folder.isEmpty ? file : "\(folder)/\(file)" }
}
