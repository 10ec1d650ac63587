import Dispatch
import Foundation
import Launching
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
    output(Array(PrintableText.of(text, keepsStyle: style == .colored).utf8))
  }

  /// Writes a report: text as any other, the rest as it is.
  static func output(_ bytes: [UInt8], of format: OutputFormat) {
    if format == .text { output(String(decoding: bytes, as: UTF8.self)) } else { output(bytes) }
  }

  /// Writes data byte by byte as it is; where a person looks at it, without what would command the terminal.
  static func output(_ bytes: [UInt8]) {
    clearProgress()
    let isLookedAt = isatty(STDOUT_FILENO) != 0
    let printable = PrintableText.of(String(decoding: bytes, as: UTF8.self), keepsStyle: style == .colored)
    FileHandle.standardOutput.write(isLookedAt ? Data(printable.utf8) : Data(bytes))
  }

  /// Writes remarks, which end with a line end of their own.
  static func remark(_ text: String) {
    clearProgress()
    FileHandle.standardError.write(Data(PrintableText.of(text).utf8))
  }

  /// Writes an error.
  static func error(_ message: String) {
    remark("libprof: \(message)\n")
  }

  /// Says what is going on and for how long: one line that is written over on a terminal, nothing elsewhere.
  static func progress(_ activity: Activity) {
    guard isInteractive else { return }
    shown.withLock { $0 = Shown(activity: activity, began: .now) }
    showProgress()
    _ = unsafe clock
  }

  private struct Shown {
    var activity: Activity
    var began: ContinuousClock.Instant

    /// A bar where it is known how much is done, and the time that is left, or else that went by; where there is not room
    /// for everything, the words in between are cut.
    func line(width: Int) -> String {
      let elapsed = ContinuousClock.now - began
      var (bar, time) = ("", "")
      if let done = activity.done {
        let filled = Int((min(max(done, 0), 1) * 20).rounded(.down))
        bar = "[" + String(repeating: "#", count: filled) + String(repeating: "·", count: 20 - filled) + "] "
      }
      if let remaining = activity.remaining {
        time = " at most \(max((remaining - elapsed).components.seconds, 0)) s left"
      } else if elapsed >= .seconds(1) {
        time = " \(elapsed.components.seconds) s"
      }
      let text = PrintableText.of(activity.text) + " "
      let room = max(width - bar.count - time.count - 1, 0)
      return String((bar + text.prefix(room) + "…" + time).prefix(width))
    }
  }

  private static let shown = Mutex<Shown?>(nil)

  /// Renews the line every second while something is going on.
  nonisolated(unsafe) private static let clock: any DispatchSourceTimer = {
    let timer = DispatchSource.makeTimerSource(queue: .global())
    timer.setEventHandler { showProgress() }
    timer.schedule(deadline: .now() + 1, repeating: 1)
    timer.resume()
    return timer
  }()

  private static func showProgress() {
    // Written under the lock, so that no line comes after the remark that ended it.
    shown.withLock { shown in
      guard let shown else { return }
      // A line that wraps could not be written over.
      FileHandle.standardError.write(Data("\r\u{1B}[K\(shown.line(width: width - 1))".utf8))
    }
  }

  private static var width: Int {
    var size = winsize()
    let isKnown = unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 1
    return isKnown ? Int(size.ws_col) : 80
  }

  private static func clearProgress() {
    guard isInteractive else { return }
    shown.withLock { shown in
      guard shown != nil else { return }
      shown = nil
      FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    }
  }
}
