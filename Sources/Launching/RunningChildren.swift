import Glibc
import Synchronization

/// The process groups that are running now, so that an interrupted tool leaves none behind.
public final class RunningChildren: Sendable {
  private struct State {
    var groups: Set<pid_t> = []
    var isEnding = false
  }

  /// The groups of this process.
  static let shared = RunningChildren()

  private let state = Mutex(State())

  init() {}

  /// Ends every program started here, with all its children, and keeps new ones from starting.
  ///
  /// To be called from an ordinary thread (such as that of a dispatch source), not from inside a signal handler: it waits.
  /// - Parameter grace: How long programs may take to end after SIGTERM; after that they get SIGKILL.
  public static func endAll(grace: Duration = .milliseconds(500)) {
    shared.endAll(grace: grace)
  }

  /// Starts a program's group with `spawn` and keeps it in the list, unless everything is being ended.
  ///
  /// The lock is held while `spawn` runs: no child can come to life between the look at `isEnding` and its entry here.
  func add(_ spawn: () throws(LaunchingError) -> pid_t) throws(LaunchingError) -> pid_t {
    let result = state.withLock { state -> Result<pid_t, LaunchingError> in
      guard !state.isEnding else { return .failure(.interrupted) }
      do throws(LaunchingError) {
        let group = try spawn()
        state.groups.insert(group)
        return .success(group)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// Forgets a group; must come before its leader is reaped, for its number may then be given to a stranger.
  func remove(_ group: pid_t) {
    state.withLock { _ = $0.groups.remove(group) }
  }

  /// Sends a signal to one group, if it is still in the list.
  func signal(_ group: pid_t, with number: Int32) {
    state.withLock { state in
      guard state.groups.contains(group) else { return }
      _ = kill(-group, number)
    }
  }

  /// Whether everything was told to end.
  var isEnding: Bool {
    state.withLock { $0.isEnding }
  }

  func endAll(grace: Duration) {
    state.withLock { state in
      state.isEnding = true
      for group in state.groups { _ = kill(-group, SIGTERM) }
    }
    let deadline = ContinuousClock.now + grace
    while ContinuousClock.now < deadline, state.withLock({ !$0.groups.isEmpty }) {
      usleep(5_000)
    }
    state.withLock { state in
      for group in state.groups { _ = kill(-group, SIGKILL) }
    }
  }
}
