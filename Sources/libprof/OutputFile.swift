import Foundation
import Launching

/// Files that a user asked for by name.
enum OutputFile {
  /// Why a file cannot be written, looked for before anything is done that would be lost otherwise; nil if it can.
  static func obstacle(to file: String) -> String? {
    let place = URL(filePath: file)
    if (try? place.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true { return "it is a folder" }
    let folder = place.deletingLastPathComponent().path
    guard unsafe access(folder, W_OK | X_OK) != 0 else { return nil }
    return unsafe String(cString: strerror(errno))
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
