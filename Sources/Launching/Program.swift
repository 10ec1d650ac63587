/// What to start: an executable, what it is told, and where it runs.
public struct Program: Hashable, Sendable {
  /// What a program reads from its standard input.
  public enum Input: Hashable, Sendable {
    /// Nothing: the null device.
    case nothing
    /// These bytes, then the end of the file.
    case bytes([UInt8])
  }

  /// A path; without a slash in it, a name that is looked up in the `PATH` of `environment`.
  public var executable: String
  /// What follows the program's name on its command line.
  public var arguments: [String]
  /// All variables the program sees; nothing is inherited beside them.
  public var environment: [String: String]
  /// The folder the program starts in; nil for the folder of this process.
  public var workingDirectory: String?
  /// What the program reads from its standard input.
  public var standardInput: Input

  /// Describes a program; by default it inherits environment and folder, and reads nothing.
  public init(
    executable: String,
    arguments: [String] = [],
    environment: [String: String] = Environment.inherited,
    workingDirectory: String? = nil,
    standardInput: Input = .nothing
  ) {
    self.executable = executable
    self.arguments = arguments
    self.environment = environment
    self.workingDirectory = workingDirectory
    self.standardInput = standardInput
  }
}
