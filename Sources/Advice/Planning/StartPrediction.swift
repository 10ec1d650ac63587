internal import ImportGraph

/// What a plan is expected to make of the cold start with one event: from the start of the process to the answer, for a
/// command to the end of the process.
public struct StartPrediction: Sendable, Hashable {
  /// The event.
  public let event: String
  /// Nanoseconds that the recorded start took, with the modules' usual times.
  public let recorded: Double
  /// Nanoseconds that are expected to be left.
  public let expected: Double
  /// Nanoseconds that would be left however the program's own imports were written.
  public let floor: Double

  /// The share that is expected to be left.
  ///
  /// A share carries over to starts that are faster or slower as a whole; a difference would be wrong by all that the
  /// machine's speed has changed since.
  public var remaining: Double { recorded > 0 ? expected / recorded : 1 }

  /// The prediction for one run.
  ///
  /// What modules have made has to be taken down when a process shuts down. Measured on 26 libraries, that takes 0.15 to 0.42
  /// of the time it took to load them, 0.22 in the middle, and follows it closer than it follows their memory: so the
  /// recorded exit is shared among all loads in proportion to their times.
  ///
  /// - Parameters:
  ///   - run: what it cost beside the modules.
  ///   - before: nanoseconds of the modules that it loads now.
  ///   - after: the same as the plan leaves them.
  ///   - floor: the same if all were changed that may be.
  init(_ run: RunUsage, before: Double, after: Double, floor: Double) {
    event = run.event
    let (work, exit, others) = (Double(run.rest.work), Double(run.rest.exit), Double(run.rest.otherLoads))
    recorded = work + before + exit
    let loads = others + before
    func start(with modules: Double) -> Double {
      work + modules + (loads > 0 ? exit * (others + modules) / loads : exit)
    }
    expected = start(with: after)
    self.floor = min(expected, start(with: floor))
  }
}
