public import ImportGraph
public import Recording

/// A library that costs the start more than the recorded events get from it.
public struct Finding: Sendable {
  /// The pattern of inefficient use.
  public enum Pattern: String, Sendable {
    /// Loaded, and needed by none of the recorded events.
    case unused
    /// Loaded at every start, and needed by some of the events only.
    case rarelyUsed = "rarely-used"
  }

  /// The pattern.
  public let pattern: Pattern
  /// The library.
  public let distribution: Distribution
  /// How many of its modules are loaded at the start.
  public let moduleCount: Int
  /// Nanoseconds and resident bytes of its modules and of what is loaded only for them.
  public let time: UInt64, memory: Int64
  /// Its share of the initialization, 0 to 1.
  public let share: Double
  /// The events that needed it, and how many were recorded.
  public let events: [String], eventCount: Int
  /// From the program to the library: each module with the line that imports the next.
  public let callPath: [CodeSite]
  /// Every statement of the program's own files through which it is loaded.
  public let sites: [CodeSite]

  /// What the number of recorded events lets one say (Hanley and Lippman-Hand 1983).
  public var evidence: String {
    switch pattern {
    case .unused:
      let bound = eventCount >= 3 ? "; no use in \(eventCount) starts means at most about 3/\(eventCount), 95 %" : ""
      return "needed by none of \(eventCount) recorded \(eventCount == 1 ? "event" : "events")\(bound)"
    case .rarelyUsed:
      return "needed by \(events.count) of \(eventCount) recorded events: \(events.joined(separator: ", "))"
    }
  }
}
