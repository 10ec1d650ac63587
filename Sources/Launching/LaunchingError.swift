/// Why a program could not be started.
public enum LaunchingError: Error, Hashable, Sendable {
  /// No such program; the folders are those of `PATH` that were searched, none if a path was given.
  case executableNotFound(name: String, searched: [String])
  /// The file is there, but cannot be started.
  case notExecutable(path: String, reason: String)
  /// The interpreter named in the first line of a script is missing.
  case interpreterMissing(script: String)
  /// The folder to start in is missing or closed to us.
  case workingDirectoryUnusable(path: String, reason: String)
  /// An argument, a variable or a path holds a zero byte, which the system cannot pass on.
  case zeroByte(part: String)
  /// The arguments and variables together are too long for the system.
  case argumentsTooLong(path: String)
  /// The system refused a resource that a start needs.
  case systemRefused(what: String, reason: String)
  /// All programs were told to end, so none is started any more.
  case interrupted
}

extension LaunchingError: CustomStringConvertible {
  /// What happened, why, and what to do about it.
  public var description: String {
    switch self {
    case .executableNotFound(let name, let searched) where searched.isEmpty:
      "Cannot start \(name): there is no such file. Check the path; a relative one starts at the working directory."
    case .executableNotFound(let name, let searched):
      "Cannot start \(name): no folder of PATH has an executable file of that name (searched: "
        + searched.joined(separator: ", ") + "). Give its path, or add its folder to PATH."
    case .notExecutable(let path, let reason):
      "Cannot start \(path): \(reason). Make the file executable (chmod +x), or start it through its interpreter."
    case .interpreterMissing(let script):
      "Cannot start \(script): the interpreter named in its first line does not exist. Correct that line, or start the "
        + "script through an interpreter that is there."
    case .workingDirectoryUnusable(let path, let reason):
      "Cannot start a program in \(path): \(reason). Name a folder that exists and that you may enter."
    case .zeroByte(let part):
      "Cannot start the program: \(part) holds a zero byte, which no program can be given. Remove it."
    case .argumentsTooLong(let path):
      "Cannot start \(path): its arguments and environment variables together are too long. Pass data by a file instead, "
        + "or remove large variables."
    case .systemRefused(let what, let reason):
      "Cannot start the program: the system refused \(what) (\(reason)). Free some resources or raise the limit (ulimit), "
        + "then try again."
    case .interrupted:
      "Cannot start the program: this run was interrupted. Start it again."
    }
  }
}
