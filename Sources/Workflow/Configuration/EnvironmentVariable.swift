/// A variable of the environment that libprof obeys.
public struct EnvironmentVariable: Sendable {
  /// Its name.
  public let name: String
  /// What it is for, in a few words.
  public let purpose: String

  /// All there are, by name.
  public static let all = [
    EnvironmentVariable(name: "NO_COLOR", purpose: "reports without colours, if it is not empty"),
    EnvironmentVariable(name: "TMPDIR", purpose: "where the copies lie that a patch is proven in"),
    EnvironmentVariable(name: "VIRTUAL_ENV", purpose: "the virtual environment whose Python runs the program"),
    EnvironmentVariable(name: "XDG_CACHE_HOME", purpose: "where analyses of files are kept, below libprof/"),
  ]
}
