import Foundation

/// The object store that some applications talk to, served on loopback while this lives.
final class ObjectStore {
  private let process = Process()
  /// The store serves until this is closed, also by the end of this process.
  private let input = Pipe()
  /// What makes the applications find it.
  let variables: [String: String]

  /// Starts it, and waits until it is ready.
  ///
  /// - Parameters:
  ///   - applications: the folder of the applications, whose inputs are put into it.
  ///   - port: where it listens.
  /// - Throws: `WayFailure` if it does not begin to serve.
  init(of applications: String, port: Int) throws {
    variables = [
      "STORE_ENDPOINT": "http://127.0.0.1:\(port)", "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret",
      // Nothing is looked up outside.
      "AWS_EC2_METADATA_DISABLED": "true",
    ]
    process.executableURL = URL(filePath: "\(applications)/.environments/store/bin/python")
    process.arguments = ["\(applications)/store/serve.py", "\(port)"]
    process.environment = ProcessInfo.processInfo.environment.merging(variables) { _, new in new }
    process.standardError = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = input
    try process.run()
    // It says so in a line, or ends.
    let line = output.fileHandleForReading.availableData
    guard String(decoding: line, as: UTF8.self).hasPrefix("ready") else {
      process.terminate()
      throw WayFailure(
        reason: "the object store does not start: run \(applications)/prepare store, and end what listens at \(port)"
      )
    }
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
  }
}
