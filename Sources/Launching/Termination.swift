import Glibc

/// How a program came to its end.
public enum Termination: Hashable, Sendable {
  /// It exited by itself, with this status.
  case exited(code: Int32)
  /// A signal ended it.
  case signalled(number: Int32, name: String)
  /// It did not end in the time allowed and was ended.
  case timedOut
}

extension Termination {
  /// Reads the status that `wait4` gives.
  init(waitStatus: Int32) {
    let signal = waitStatus & 0x7f
    if signal == 0 {
      self = .exited(code: (waitStatus >> 8) & 0xff)
    } else {
      self = .signalled(number: signal, name: Termination.name(ofSignal: signal))
    }
  }

  /// The name of a signal on Linux, such as `SIGSEGV`.
  public static func name(ofSignal number: Int32) -> String {
    names[number] ?? "signal \(number)"
  }

  private static let names: [Int32: String] = [
    SIGHUP: "SIGHUP", SIGINT: "SIGINT", SIGQUIT: "SIGQUIT", SIGILL: "SIGILL", SIGTRAP: "SIGTRAP", SIGABRT: "SIGABRT",
    SIGBUS: "SIGBUS", SIGFPE: "SIGFPE", SIGKILL: "SIGKILL", SIGUSR1: "SIGUSR1", SIGSEGV: "SIGSEGV", SIGUSR2: "SIGUSR2",
    SIGPIPE: "SIGPIPE", SIGALRM: "SIGALRM", SIGTERM: "SIGTERM", SIGXCPU: "SIGXCPU", SIGXFSZ: "SIGXFSZ",
    SIGVTALRM: "SIGVTALRM", SIGPROF: "SIGPROF", SIGSYS: "SIGSYS",
  ]
}

extension Termination: CustomStringConvertible {
  /// The end as the second half of a sentence: `exited with status 1`, `was ended by SIGSEGV`.
  public var description: String {
    switch self {
    case .exited(let code): "exited with status \(code)"
    case .signalled(_, let name): "was ended by \(name)"
    case .timedOut: "did not end in the time allowed"
    }
  }
}
