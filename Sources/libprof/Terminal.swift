import Dispatch
import Foundation
import Reporting
import Synchronization

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
    clearProgress()
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

  /// Says what is going on and for how long: one line that is written over on a terminal, nothing elsewhere.
  static func progress(_ text: String) {
    guard isInteractive else { return }
    activity.withLock { $0 = Activity(text: text, began: .now) }
    showActivity()
    _ = unsafe clock
  }

  private struct Activity {
    var text: String
    var began: ContinuousClock.Instant
  }

  private static let activity = Mutex<Activity?>(nil)

  /// Renews the line every second while something is going on.
  nonisolated(unsafe) private static let clock: any DispatchSourceTimer = {
    let timer = DispatchSource.makeTimerSource(queue: .global())
    timer.setEventHandler { showActivity() }
    timer.schedule(deadline: .now() + 1, repeating: 1)
    timer.resume()
    return timer
  }()

  private static func showActivity() {
    // Written under the lock, so that no line comes after the remark that ended it.
    activity.withLock { activity in
      guard let activity else { return }
      let seconds = (ContinuousClock.now - activity.began).components.seconds
      let elapsed = seconds > 0 ? " \(seconds) s" : ""
      FileHandle.standardError.write(Data("\r\u{1B}[K\(activity.text) …\(elapsed)".utf8))
    }
  }

  private static func clearProgress() {
    guard isInteractive else { return }
    activity.withLock { activity in
      guard activity != nil else { return }
      activity = nil
      FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    }
  }
}
