import Foundation
import Glibc
import Synchronization

/// Waits for the end of a child on a thread of its own, and tells of it through a descriptor that `poll` understands.
///
/// A pidfd would do without the thread, but needs Linux 5.3 and is missing in sandboxed kernels.
final class ExitWatch: Sendable {
  private let reading: Descriptor
  private let writing: Descriptor
  private let instant = Atomic<UInt64>(0)

  init() throws(LaunchingError) {
    let pipe = try Pipe()
    reading = pipe.reading
    writing = pipe.writing
  }

  /// Readable once the child has ended.
  var number: Int32 { reading.number }

  /// When the child had ended, in nanoseconds of `CLOCK_MONOTONIC`; 0 before.
  var ended: UInt64 { instant.load(ordering: .acquiring) }

  /// Begins to wait for `child`, which stays unreaped, so that its number and its group keep their meaning.
  func start(for child: pid_t) {
    Thread.detachNewThread { [self] in
      var details = siginfo_t()
      while waitid(P_PID, id_t(child), &details, WEXITED | WNOWAIT) != 0, errno == EINTR {}
      instant.store(MonotonicClock.now, ordering: .releasing)
      var byte: UInt8 = 0
      while write(writing.number, &byte, 1) < 0, errno == EINTR {}
    }
  }
}
