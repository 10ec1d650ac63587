public import Foundation

/// A folder for one test, removed with everything in it when the last reference goes.
public final class ScratchDirectory: Sendable {
  /// Where it is.
  public let url: URL

  /// Makes a new, empty folder below the system's place for temporary files.
  public init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "libprof-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  /// The path of the folder.
  public var path: String { url.path(percentEncoded: false) }

  /// The place of a file below the folder.
  public func file(_ name: String) -> URL { url.appending(path: name) }

  /// Writes a file, making the folders it needs, and says where it is.
  @discardableResult
  public func write(_ bytes: [UInt8], to name: String) throws -> URL {
    let file = file(name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file
  }

  /// Writes a text file, making the folders it needs, and says where it is.
  @discardableResult
  public func write(_ text: String, to name: String) throws -> URL {
    try write(Array(text.utf8), to: name)
  }

  /// Reads a file below the folder.
  public func read(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: file(name)))
  }
}
