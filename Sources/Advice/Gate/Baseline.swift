public import ImportGraph

/// What a start was like at an earlier time: what a later one is compared with.
public struct Baseline: Sendable, Hashable {
  /// The start with one event.
  public struct Start: Sendable, Hashable {
    /// The event.
    public let event: String
    /// Its share of all events; the shares add up to 1.
    public let share: Double
    /// Nanoseconds of the interpreter's own start and of the initialization, and bytes that the loads added.
    public let interpreterTime: UInt64, initializationTime: UInt64, memory: Int64
    /// The modules that were loaded before the program could answer.
    public let modules: Set<String>

    /// Describes a start.
    public init(
      event: String,
      share: Double,
      interpreterTime: UInt64,
      initializationTime: UInt64,
      memory: Int64,
      modules: Set<String>
    ) {
      self.event = event
      self.share = share
      self.interpreterTime = interpreterTime
      self.initializationTime = initializationTime
      self.memory = memory
      self.modules = modules
    }
  }

  /// Where it comes from, for people: a file or a revision.
  public let origin: String
  /// The interpreter's version.
  public let python: String
  /// The starts, in the order of the recording.
  public let starts: [Start]

  /// Takes starts from somewhere.
  public init(origin: String, python: String, starts: [Start]) {
    self.origin = origin
    self.python = python
    self.starts = starts
  }

  /// What a recording showed, to be compared with later.
  public init(origin: String, python: String, of starts: [StartLoads]) {
    self.init(
      origin: origin,
      python: python,
      starts: starts.map { start in
        Start(
          event: start.event,
          share: start.share,
          interpreterTime: start.interpreterTime,
          initializationTime: start.initializationTime,
          memory: start.memory,
          modules: Set(start.initialModules.map(\.name))
        )
      }
    )
  }

  /// The start with an event, if there was one.
  public func start(of event: String) -> Start? { starts.first { $0.event == event } }

  /// What was loaded with an event; with one that was not known, by any start.
  func modules(for event: String) -> Set<String> {
    start(of: event)?.modules ?? starts.reduce(into: []) { $0.formUnion($1.modules) }
  }
}
