/// Why `[tool.libprof]` cannot be obeyed; says where, what, and what to do.
public struct ConfigurationError: Error, Sendable, CustomStringConvertible {
  /// `pyproject.toml:LINE: …`.
  public let description: String

  init(line: Int, _ problem: String) {
    description = "\(Configuration.file):\(line): \(problem)"
  }
}
