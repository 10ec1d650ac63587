import Foundation
import Reporting

/// The only place that writes to the standard streams: data to one, everything else to the other.
enum Terminal {
  private static let isInteractive = isatty(STDERR_FILENO) != 0

  /// How reports are set off: by colour on a terminal, unless the user wants none (no-color.org).
  static var style: Style {
    let wantsNone = ProcessInfo.processInfo.environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    return isatty(STDOUT_FILENO) != 0 && !wantsNone ? .colored : .plain
  }

  /// Writes data: a diff, a report.
  static func output(_ text: String) {
    output(Array(text.utf8))
  }

  /// Writes data byte by byte as it is.
  static func output(_ bytes: [UInt8]) {
    FileHandle.standardOutput.write(Data(bytes))
  }

  /// Writes remarks, which end with a line end of their own.
  static func remark(_ text: String) {
    clearProgress()
    FileHandle.standardError.write(Data(text.utf8))
  }

  /// Writes an error.
  static func error(_ message: String) {
    remark("libprof: \(message)\n")
  }

  /// Says what is going on: one line that is written over on a terminal, nothing elsewhere.
  static func progress(_ text: String) {
    guard isInteractive else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K\(text) …".utf8))
  }

  private static func clearProgress() {
    guard isInteractive else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
  }
}
