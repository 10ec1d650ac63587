import Foundation
import Launching

/// Files that a user asked for by name.
enum OutputFile {
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
