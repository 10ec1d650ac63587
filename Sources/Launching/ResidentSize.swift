import Foundation
import Glibc

/// How large this process is and was in memory, which a child's peak starts from.
enum ResidentSize {
  /// Sets the peak back to the present size; without permission for that, it stays as it is.
  static func forgetPeak() {
    let file = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    // "5" resets the peak resident size (Linux 4.0).
    _ = write(file, "5", 1)
    close(file)
  }

  /// The largest resident size since the start or since `forgetPeak`.
  static var peak: ByteCount {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let number = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
    return .kibibytes(number ?? 0)
  }
}
