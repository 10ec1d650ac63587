public import ImportGraph
public import SourceText

/// The cheapest set of imported names to change, and what it is expected to be worth.
public struct Plan: Sendable {
  /// The changes, by file and line.
  public let changes: [PlannedChange]
  /// The changes that only pay together, by number.
  public let groups: [PlannedGroup]
  /// The statements that would pay but must stay, the most valuable first.
  public let refusals: [PlanRefusal]
  /// The imports that look heavy and are no gain, the heaviest first.
  public let noWins: [NoWin]
  /// Nanoseconds that a start is expected to save, on the average of the recorded events.
  public let expectedGain: Double
  /// What becomes of the whole cold start with each event.
  public let predictions: [StartPrediction]
  /// Nanoseconds per start by which another plan could at most be better; 0 when none is.
  public let optimalityGap: Double
  /// For each event what no change of the program's own imports can avoid: the used modules and all they need to load.
  public let mustLoad: [MustLoad]
  /// For each event which modules it loads now, with the plan, and at least.
  public let loads: [EventLoads]
  /// What each module of the graph is to the events, by its number.
  public let fates: [ModuleFate]
  /// What it counts in beside the recording.
  public let unexpected: UnexpectedLoads
}

extension Plan {
  /// The changes that only pay together, with the nanoseconds per start that they gain; the largest gain first.
  public var parts: [(changes: [PlannedChange], gain: Double)] {
    Dictionary(grouping: changes, by: \.group)
      .map { (changes: $1, gain: groups.indices.contains($0) ? groups[$0].gain : 0) }
      .sorted { ($0.gain, $1.changes[0].statement) > ($1.gain, $0.changes[0].statement) }
  }
}

/// One imported name to defer or to remove.
public struct PlannedChange: Sendable, Hashable {
  /// How the statement is changed.
  public enum Strategy: String, Sendable, CaseIterable {
    /// The import moves into the functions that use it.
    case local
    /// The import goes.
    case remove
    /// The module imports the name when somebody first asks it for it (PEP 562).
    case moduleGetattr = "module-getattr"
    /// Only type checkers see the import, and the functions that use the name import it themselves.
    case typeChecking = "type-checking"
    /// `lazy import` (PEP 810).
    case lazyKeyword = "lazy-keyword"
    /// The module's `__lazy_modules__` names it (PEP 810).
    case lazyModules = "lazy-modules"
    /// The statement takes the name from where it is defined, and not from a module that passes it on.
    case narrow
  }

  /// The name.
  public let statement: StatementReference
  /// How the statement is changed.
  public let strategy: Strategy
  /// Whether the import goes into the branch that needs it, and not to the top of the function.
  public let isLate: Bool
  /// Where the name is to be taken from; nil if it stays what it is.
  public let definition: Definition?
  /// How far it may be trusted; what is not safe is planned only on request.
  public let applicability: Applicability
  /// Nanoseconds per start that would be lost if this change alone were left out.
  public let marginalGain: Double
  /// The group it belongs to, as an index into the plan's groups.
  public let group: Int
}

/// A name in the module that defines it.
public struct Definition: Sendable, Hashable {
  /// The absolute name of the module.
  public let module: String
  /// The name as the module has it.
  public let name: String
}

/// Changes that only pay together; most are alone.
public struct PlannedGroup: Sendable, Hashable {
  /// Nanoseconds per start that would be lost if all of its changes were left out.
  public let gain: Double
}

/// A name whose deferral would pay, and why it must stay.
public struct PlanRefusal: Sendable, Hashable {
  /// The name.
  public let statement: StatementReference
  /// Nanoseconds per start that would be lost without it if all that stands against a better plan were gone.
  public let potentialGain: Double
  /// Why it must stay.
  public let reason: Reason
}

/// The smallest set of modules that one recorded event cannot be answered without.
public struct MustLoad: Sendable, Hashable {
  /// The event.
  public let event: String
  /// How many modules.
  public let moduleCount: Int
  /// Their own times in nanoseconds, and those of all modules loaded now.
  public let time: UInt64, timeNow: UInt64
  /// Their own growth of resident memory in bytes, and that of all modules loaded now.
  public let memory: Int64, memoryNow: Int64
}
