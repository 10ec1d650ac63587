/// What one start cost.
public struct StartFigures: Hashable, Sendable, Codable {
  /// Seconds from the start of the process to the first response; to its end for a command.
  public let coldStart: Double
  /// Seconds from the start of the process until the program could answer; nil for a command.
  public let initialization: Double?
  /// Seconds of CPU time of the whole process, and of those children that it waited for.
  public let cpuTime: Double
  /// The largest resident size in bytes.
  public let peakMemory: Double
  /// Whether that is the program's own: a command smaller than this tool cannot be told from it.
  public let isPeakMemoryExact: Bool
  /// How many modules were loaded when the first response was there; nil for a command.
  public let moduleCount: Int?
}
