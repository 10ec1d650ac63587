import Foundation

/// A CPython that is installed on this machine.
public struct InstalledInterpreter: Sendable, Hashable, CustomStringConvertible {
  /// The path of the program itself, behind links and shims.
  public let path: String
  /// The major version, such as 3.
  public let major: Int
  /// The minor version, such as 11.
  public let minor: Int
  /// The folder of its standard library.
  public let standardLibrary: String

  /// Its version as in `CPython 3.11`.
  public var description: String { "CPython \(major).\(minor)" }

  /// Whether it is at least `3.minor`.
  public func isAtLeast(_ minor: Int) -> Bool { major == 3 && self.minor >= minor }
}

/// The CPythons a test can use, found by running what looks like one, never by assuming a path.
public enum Interpreters {
  /// All of them, the oldest first, one per minor version.
  public static let all: [InstalledInterpreter] = find()

  /// The newest one.
  public static var newest: InstalledInterpreter? { all.last }

  /// The newest one without lazy imports (PEP 810).
  public static var newestEager: InstalledInterpreter? { all.last { !$0.isAtLeast(15) } }

  /// One of a certain minor version.
  public static func version(_ minor: Int) -> InstalledInterpreter? { all.first { $0.minor == minor } }

  /// Those that are at least `3.minor`.
  public static func atLeast(_ minor: Int) -> [InstalledInterpreter] { all.filter { $0.isAtLeast(minor) } }

  private static func find() -> [InstalledInterpreter] {
    var found: [Int: InstalledInterpreter] = [:]
    for candidate in candidates() {
      guard let interpreter = probe(candidate), interpreter.major == 3 else { continue }
      // The first one along PATH is the one its owner means.
      if found[interpreter.minor] == nil { found[interpreter.minor] = interpreter }
    }
    return found.values.sorted { $0.minor < $1.minor }
  }

  private static func candidates() -> [String] {
    let environment = ProcessInfo.processInfo.environment
    let folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
    var candidates = folders.flatMap { folder in
      (["python3"] + (6...20).map { "python3.\($0)" }).map { folder + "/" + $0 }
    }
    let versions = (environment["PYENV_ROOT"] ?? NSHomeDirectory() + "/.pyenv") + "/versions"
    let installed = (try? FileManager.default.contentsOfDirectory(atPath: versions)) ?? []
    candidates += installed.sorted().map { "\(versions)/\($0)/bin/python3" }
    let fetched = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../.interpreters/usr/bin")
    candidates += (14...20).map { fetched.standardizedFileURL.path + "/python3.\($0)" }
    return candidates.filter { FileManager.default.isExecutableFile(atPath: $0) }
  }

  private static func probe(_ path: String) -> InstalledInterpreter? {
    let question = """
      import sys, os, platform
      print(platform.python_implementation(), sys.version_info[0], sys.version_info[1])
      print(os.path.realpath(sys.executable))
      print(os.path.dirname(os.__file__))
      """
    guard let result = try? Command.run([path, "-I", "-c", question]), result.succeeded else { return nil }
    let lines = result.outputText.split(separator: "\n").map(String.init)
    guard lines.count == 3 else { return nil }
    let version = lines[0].split(separator: " ")
    guard version.count == 3, version[0] == "CPython", let major = Int(version[1]), let minor = Int(version[2]) else {
      return nil
    }
    return InstalledInterpreter(path: lines[1], major: major, minor: minor, standardLibrary: lines[2])
  }
}
