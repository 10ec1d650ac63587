public import ImportGraph
public import Recording

/// A library that costs the start more than the recorded events get from it, or another avoidable part of the start.
public struct Finding: Sendable {
  /// The pattern of inefficient use.
  public enum Pattern: String, Sendable, CaseIterable {
    /// Loaded, and needed by none of the recorded events.
    case unused
    /// Loaded at every start, and needed by some of the events only, or in part only.
    case rarelyUsed = "rarely-used"
    /// Heavy for the little it does.
    case misused
    /// Used, but for something that no answer needs.
    case avoidable
    /// Compiled at every start, because there is no bytecode.
    case bytecodeMissing = "bytecode-missing"
    /// Loaded before the program begins.
    case startup
  }

  /// A costly sub-package that few events or none need.
  public struct Part: Sendable {
    /// The sub-package, as in `nltk.sem`.
    public let name: String
    /// How many of its modules are loaded at the start.
    public let moduleCount: Int
    /// Nanoseconds and resident bytes of its modules.
    public let time: UInt64, memory: Int64
    /// The events that needed it.
    public let events: [String]
    /// From the program to the sub-package.
    public let callPath: [CodeSite]
  }

  /// The pattern.
  public let pattern: Pattern
  /// The library.
  public let distribution: Distribution
  /// How many of its modules are loaded at the start.
  public let moduleCount: Int
  /// Nanoseconds and resident bytes of what could go: its modules, and what is loaded only for them.
  public let time: UInt64, memory: Int64
  /// The time's share of the initialization; of `startup`, of the interpreter's start and the initialization together.
  public let share: Double
  /// The events that needed it, and how many were recorded.
  public let events: [String], eventCount: Int
  /// What the pattern is told from, in one sentence without its full stop.
  public let evidence: String
  /// The usual repair.
  public let suggestion: String
  /// Its costly sub-packages that could go, the costliest first.
  public let parts: [Part]
  /// Its share in the samples; nil if none were taken.
  public let utilization: Utilization?
  /// From the program to the library: each module with the line that imports the next.
  public let callPath: [CodeSite]
  /// Every statement of the program's own files through which it is loaded.
  public var sites: [CodeSite]
}
