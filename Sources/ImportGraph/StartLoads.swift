public import Recording

/// What one event's start loaded, before the program could answer and to answer, and what it took.
///
/// The graph joins all runs; a budget is kept, or not, by each of them.
public struct StartLoads: Sendable, Hashable {
  /// The event.
  public let event: String
  /// Its share of all events; the shares add up to 1.
  public let share: Double
  /// Nanoseconds of the interpreter's own start, without what the environment adds to it: the least of all events', for it is
  /// the same for all.
  public let interpreterTime: UInt64
  /// Nanoseconds of what the environment adds to it.
  public let environmentTime: UInt64
  /// Nanoseconds from the program's first line until it can answer; where nothing marks that end, of the imports of its start.
  public let initializationTime: UInt64
  /// The modules in the order in which their loads began.
  public let modules: [LoadedModule]

  /// Puts together what belongs to one start.
  public init(
    event: String,
    share: Double,
    interpreterTime: UInt64,
    environmentTime: UInt64 = 0,
    initializationTime: UInt64,
    modules: [LoadedModule]
  ) {
    self.event = event
    self.share = share
    self.interpreterTime = interpreterTime
    self.environmentTime = environmentTime
    self.initializationTime = initializationTime
    self.modules = modules
  }

  /// Reads the starts of all events out of a recording.
  public static func all(of recording: Recording, in project: Project) -> [StartLoads] {
    StartLoadsBuilder.build(from: recording, project)
  }

  /// The modules that the program's own start loaded before it could answer.
  public var initialModules: [LoadedModule] { modules.filter { $0.moment == .start } }

  /// Bytes by which loading them let the resident memory grow.
  public var memory: Int64 { max(0, initialModules.reduce(0) { $0 + $1.selfMemory }) }
}

/// A module that a start loaded.
public struct LoadedModule: Sendable, Hashable {
  /// The absolute name.
  public let name: String
  /// What it came with.
  public let distribution: Distribution
  /// Nanoseconds of its own, without what it imports.
  public internal(set) var selfTime: UInt64
  /// Bytes of resident memory of its own.
  public internal(set) var selfMemory: Int64
  /// The module whose load was under way, as an index into the start's modules; nil for what the program's entry asks for.
  public let importer: Int?
  /// The line that asked for it.
  public let site: CodeSite?
  /// When it was loaded.
  public let moment: Moment

  /// When a module is loaded.
  public enum Moment: Sendable, Hashable {
    /// By the environment, before the program's first line.
    case beforeProgram
    /// By the program, before it can answer.
    case start
    /// For an answer.
    case answer
  }

  /// Describes a module; time in nanoseconds, memory in bytes.
  public init(
    name: String,
    distribution: Distribution,
    selfTime: UInt64,
    selfMemory: Int64,
    importer: Int?,
    site: CodeSite?,
    moment: Moment = .start
  ) {
    self.name = name
    self.distribution = distribution
    self.selfTime = selfTime
    self.selfMemory = selfMemory
    self.importer = importer
    self.site = site
    self.moment = moment
  }
}
