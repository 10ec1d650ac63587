/// Tells where a copy of an interpreter's environment stands in for it, so that packages can be changed without touching it.
public struct EnvironmentStandIn: Hashable, Sendable {
  /// The interpreter to start.
  public let executable: String
  /// Copies of folders that `PYTHONPATH` names, by the originals.
  public let folders: [String: String]

  /// Describes a copy.
  public init(executable: String, folders: [String: String] = [:]) {
    self.executable = executable
    self.folders = folders
  }
}
