/// A CPython on this machine, as it describes itself.
public struct Interpreter: Codable, Equatable, Sendable {
  /// The executable that was started, absolute (in a virtual environment: the environment's own).
  public var executable: String
  /// `3.11.2`.
  public var version: String
  /// `sys.prefix` and `sys.base_prefix`; they differ in a virtual environment.
  public var prefix: String, basePrefix: String
  /// `sys.path` of an isolated start: standard library and site-packages folders.
  public var searchPath: [String]

  /// Describes an interpreter.
  public init(executable: String, version: String, prefix: String, basePrefix: String, searchPath: [String]) {
    self.executable = executable
    self.version = version
    self.prefix = prefix
    self.basePrefix = basePrefix
    self.searchPath = searchPath
  }
}
