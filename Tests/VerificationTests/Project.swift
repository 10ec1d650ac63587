import Foundation

/// A little project in a temporary folder that goes away with its owner.
final class Project: Sendable {
  /// The folder that holds the project and room for other things beside it.
  let parent: String

  init(_ files: [String: String] = [:]) throws {
    let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appending(path: "verification-\(UUID().uuidString.prefix(8))")
    parent = folder.path
    try FileManager.default.createDirectory(atPath: "\(parent)/shadows", withIntermediateDirectories: true)
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    for (path, text) in files { try write(text, to: path) }
  }

  deinit {
    _ = try? shell("chmod -R u+rwx '\(parent)'; rm -rf '\(parent)'")
  }

  var root: String { parent + "/project" }

  /// Where the copies go; empty once they are removed.
  var shadows: String { parent + "/shadows" }

  func write(_ text: String, to path: String) throws {
    let file = URL(filePath: "\(root)/\(path)")
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func link(_ path: String, to destination: String) throws {
    try FileManager.default.createSymbolicLink(atPath: "\(root)/\(path)", withDestinationPath: destination)
  }
}

func text(_ path: String) throws -> String {
  try String(contentsOfFile: path, encoding: .utf8)
}

func exists(_ path: String) -> Bool {
  (try? FileManager.default.attributesOfItem(atPath: path)) != nil
}

func destination(_ path: String) throws -> String {
  try FileManager.default.destinationOfSymbolicLink(atPath: path)
}
