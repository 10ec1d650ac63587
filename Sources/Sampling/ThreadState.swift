internal import Glibc

/// What the kernel says a thread is doing.
final class ThreadState {
  private let file: Int32

  init(process: Int32, thread: Int32) {
    file = open("/proc/\(process)/task/\(thread)/stat", O_RDONLY | O_CLOEXEC)
  }

  deinit {
    if file >= 0 { close(file) }
  }

  /// Whether it runs or is ready to; taken for true if the kernel does not tell.
  var isRunning: Bool {
    guard file >= 0 else { return true }
    // `NUMBER (NAME) STATE …`, and a name has at most 15 characters.
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = pread(file, &bytes, bytes.count, 0)
    guard count > 0, let end = bytes.prefix(count).lastIndex(of: UInt8(ascii: ")")), end + 2 < count else {
      return true
    }
    return bytes[end + 2] == UInt8(ascii: "R")
  }
}
