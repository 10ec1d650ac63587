import Foundation
import Launching

/// Files that a user asked for by name.
enum OutputFile {
  /// Looks whether a file can be written, before anything is done that would be lost otherwise.
  ///
  /// - Throws: `CommandFailure` with the reason.
  static func check(_ file: String) throws {
    let place = URL(filePath: file)
    if (try? place.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true {
      throw CommandFailure(description: "\(file) cannot be written: it is a folder. Name a file.")
    }
    let folder = place.deletingLastPathComponent().path
    guard FileManager.default.isWritableFile(atPath: folder) else {
      let reason = FileManager.default.fileExists(atPath: folder) ? "may not be written to" : "is not there"
      throw CommandFailure(description: "\(file) cannot be written: \(folder) \(reason). Name a file elsewhere.")
    }
  }

  /// Writes a file, completely or not at all.
  ///
  /// - Throws: `CommandFailure` with the reason.
  static func write(_ bytes: [UInt8], to file: String) throws {
    do {
      try Data(bytes).write(to: URL(filePath: file), options: .atomic)
    } catch {
      throw CommandFailure(description: "\(file) cannot be written: \(SystemReason.of(error)).")
    }
  }
}
