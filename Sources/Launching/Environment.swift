import Foundation

/// The variables a program is started with, and the search for programs that they govern.
public enum Environment {
  /// The variables of this process.
  public static var inherited: [String: String] {
    ProcessInfo.processInfo.environment
  }

  /// The variables with `name` set to `value`.
  public static func setting(
    _ name: String,
    to value: String,
    in environment: [String: String]
  ) -> [String: String] {
    environment.merging([name: value]) { _, new in new }
  }

  /// The variables without those named.
  public static func removing(_ names: String..., from environment: [String: String]) -> [String: String] {
    environment.filter { !names.contains($0.key) }
  }

  /// The absolute path of the program that a shell would start for `name`, or nil if there is none.
  ///
  /// The rules are those of `execvp`: a name with a slash is a path; any other is looked for in each folder of `PATH`, an
  /// empty entry meaning the working directory, and what is not an executable file is passed over.
  public static func find(
    _ name: String,
    in environment: [String: String] = inherited,
    workingDirectory: String? = nil
  ) -> String? {
    let base = workingDirectory ?? FileManager.default.currentDirectoryPath
    guard !name.isEmpty else { return nil }
    if name.utf8.contains(UInt8(ascii: "/")) {
      let path = absolute(name, below: base)
      return isExecutableFile(path) ? path : nil
    }
    return searchedFolders(in: environment)
      .map { absolute($0.isEmpty ? name : "\($0)/\(name)", below: base) }
      .first(where: isExecutableFile)
  }

  /// The folders in which `find` looks; what glibc assumes where `PATH` is not set.
  public static func searchedFolders(in environment: [String: String]) -> [String] {
    let path = environment["PATH"] ?? "/bin:/usr/bin"
    return path.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
  }

  private static func absolute(_ path: String, below base: String) -> String {
    path.hasPrefix("/") ? path : "\(base)/\(path)"
  }

  private static func isExecutableFile(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
      && !isDirectory.boolValue
      && FileManager.default.isExecutableFile(atPath: path)
  }
}
