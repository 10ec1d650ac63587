import Foundation
import Launching

/// A temporary folder that goes away with its owner.
final class Scratch: Sendable {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "launching-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func write(_ text: String, to name: String, permissions: Int = 0o644) throws -> String {
    let file = "\(path)/\(name)"
    try Data(text.utf8).write(to: URL(filePath: file))
    try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: file)
    return file
  }
}

/// A shell script given on the command line.
func shell(_ script: String, input: Program.Input = .nothing) -> Program {
  Program(executable: "/bin/sh", arguments: ["-c", script], standardInput: input)
}

/// Whether a process with this number exists and is no zombie.
func isAlive(_ process: String) -> Bool {
  guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return false }
  let afterName = status.split(separator: ")").last ?? ""
  return afterName.split(separator: " ").first != "Z"
}
