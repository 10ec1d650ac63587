/// What a program's start may take, as `[tool.libprof.budget]` says.
public struct Budget: Sendable, Hashable {
  /// Most of something that a start may take.
  public enum Limit: Sendable, Hashable {
    /// In the unit of its quantity: bare starts of the interpreter, bytes, modules.
    case absolute(Double)
    /// As a share of what the baseline has; 1 is as much.
    case ofBaseline(Double)

    /// Whether there has to be a baseline to judge by it.
    public var needsBaseline: Bool { if case .ofBaseline = self { true } else { false } }
  }

  /// What is asked of the start with an event; nil where nothing is.
  public struct Limits: Sendable, Hashable {
    /// The initialization, in bare starts of the interpreter: milliseconds are other ones on every machine.
    public var initialization: Limit?
    /// The resident memory that the loads add, in bytes.
    public var memory: Limit?
    /// How many modules may be loaded.
    public var modules: Limit?
    /// Libraries that may not be loaded at a start.
    public var forbidden: [String]?
    /// Libraries that an answer may load, and a start may not.
    public var lazy: [String]?

    /// No limits.
    public init() {}

    /// The limit of a quantity.
    public subscript(quantity: Quantity) -> Limit? {
      switch quantity {
      case .initialization: initialization
      case .memory: memory
      case .modules: modules
      }
    }

    /// Whether nothing is asked.
    public var isEmpty: Bool { self == Limits() }

    /// These limits where they are set, else others.
    func laid(over general: Limits) -> Limits {
      var limits = general
      limits.initialization = initialization ?? general.initialization
      limits.memory = memory ?? general.memory
      limits.modules = modules ?? general.modules
      limits.forbidden = forbidden ?? general.forbidden
      limits.lazy = lazy ?? general.lazy
      return limits
    }
  }

  /// What is counted.
  public enum Quantity: String, Sendable, CaseIterable {
    case initialization = "init"
    case memory
    case modules
  }

  /// The file of the baseline, as it is written.
  public var baseline: String?
  /// What holds for every event.
  public var limits = Limits()
  /// What is laid over it for single events.
  public var events: [String: Limits] = [:]
  /// From which sum of the changes of the events' shares on a recorded workload is out of date; nil for never.
  public var drift: Double?
  /// Whether shares of the baseline's time are left to others: starts in turn tell more of times than two recordings do.
  public var leavesRelativeTimes = false

  /// A budget without limits.
  public init() {}

  /// What holds for an event.
  public func limits(of event: String) -> Limits {
    var own = events[event, default: Limits()].laid(over: limits)
    if leavesRelativeTimes, own.initialization?.needsBaseline == true { own.initialization = nil }
    return own
  }

  /// Whether anything is asked of a start.
  public var hasLimits: Bool { !limits.isEmpty || events.values.contains { !$0.isEmpty } }
}
