public import Recording

/// Starts a program again and again, to tell how long its initialization surely takes.
public struct StartSeries: Sendable {
  private let start: ProgramStart
  private let scratch: String
  /// How sure the interval is, and after how many starts it is looked at.
  private let confidence = 0.95, looks = [7, 15]

  /// Prepares to start a program that answers events; of a command nobody sees where its initialization ends.
  public init(start: ProgramStart, scratch: String) {
    self.start = start
    self.scratch = scratch
  }

  /// Initializations in bare starts of the interpreter: each is divided by the time that the interpreter took in the same
  /// process, so that a machine that is slow for a while slows both.
  ///
  /// - Parameters:
  ///   - event: what the program is given.
  ///   - environmentTime: seconds of the interpreter's start that are the environment's.
  ///   - limit: how much is allowed; more starts are made only where the first ones do not tell whether it is kept.
  /// - Returns: median, interval and number of starts; nil for a command.
  /// - Throws: `RecordingError`.
  public func run(
    _ event: Event?,
    environmentTime: Double,
    limit: Double
  ) throws(RecordingError) -> (summary: Summary, interval: Bootstrap.Interval)? {
    var factors: [Double] = []
    for look in looks {
      while factors.count < look {
        let result = try start.run(event: event, in: start.root, scratch: scratch)
        guard let parts = result.parts else { return nil }
        let interpreter = max(parts.interpreter / .seconds(1) - environmentTime, 1e-4)
        factors.append(parts.imports / .seconds(1) / interpreter)
      }
      // Every look is a chance to err.
      let confidence = 1 - (1 - confidence) / Double(looks.count)
      guard let summary = Summary(of: factors),
        let interval = Bootstrap.interval(ofMedianOf: factors, confidence: confidence)
      else { continue }
      if look == looks.last || !(interval.lower...interval.upper).contains(limit) { return (summary, interval) }
    }
    return nil
  }
}
