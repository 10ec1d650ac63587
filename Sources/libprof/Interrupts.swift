import Dispatch
import Foundation
import Launching
import Synchronization
import Verification

/// Ends what is running and removes what is temporary when the user interrupts.
enum Interrupts {
  /// Kept for as long as the process lives: a released source hears nothing.
  nonisolated(unsafe) private static var sources: [any DispatchSourceSignal] = []

  private static let isInterrupted = Atomic(false)

  private static let advice = Mutex("")

  /// Says what a user can do after an interruption.
  static func advise(_ sentence: String) { advice.withLock { $0 = " " + sentence } }

  /// Waits for the end if it has begun: what fails now fails because its processes were ended.
  static func giveWay() {
    while isInterrupted.load(ordering: .acquiring) { sleep(1) }
  }

  /// Begins to listen; called once, before anything is started.
  static func install() {
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        isInterrupted.store(true, ordering: .releasing)
        RunningChildren.endAll()
        ScratchFolder.removeAll()
        Terminal.error(
          "Interrupted: no file was changed, and the program's processes were ended.\(advice.withLock(\.self))"
        )
        // What a shell reports for a process that a signal ended.
        exit(128 + number)
      }
      source.resume()
      unsafe sources.append(source)
    }
  }
}
