public import Foundation

/// A program that a test runs to its end.
public enum Command {
  /// How it ended and what it wrote.
  public struct Result: Sendable {
    /// The exit status, or the signal's number with `endedBySignal`.
    public let status: Int32
    /// Whether a signal ended it.
    public let endedBySignal: Bool
    /// What it wrote to the standard output.
    public let output: [UInt8]
    /// What it wrote to the standard error.
    public let error: [UInt8]

    /// Whether it exited with status 0.
    public var succeeded: Bool { status == 0 && !endedBySignal }
    /// The standard output as text.
    public var outputText: String { String(decoding: output, as: UTF8.self) }
    /// The standard error as text.
    public var errorText: String { String(decoding: error, as: UTF8.self) }
  }

  /// Whether a program can be found along `PATH`.
  public static func isThere(_ name: String) -> Bool {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
  }

  /// Runs a program, found along `PATH` unless it is given with a folder, and waits for it.
  ///
  /// Output goes to files and not to pipes, so that a program that writes much cannot block.
  public static func run(
    _ arguments: [String],
    input: [UInt8] = [],
    in folder: URL? = nil,
    environment: [String: String] = [:]
  ) throws -> Result {
    let scratch = try ScratchDirectory()
    let inputFile = try scratch.write(input, to: "input")
    let outputFile = try scratch.write("", to: "output")
    let errorFile = try scratch.write("", to: "error")
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let handles = [
      try FileHandle(forReadingFrom: inputFile),
      try FileHandle(forWritingTo: outputFile),
      try FileHandle(forWritingTo: errorFile),
    ]
    (process.standardInput, process.standardOutput, process.standardError) = (handles[0], handles[1], handles[2])
    try process.run()
    process.waitUntilExit()
    for handle in handles { try handle.close() }
    return Result(
      status: process.terminationStatus,
      endedBySignal: process.terminationReason == .uncaughtSignal,
      output: try scratch.read("output"),
      error: try scratch.read("error")
    )
  }
}
