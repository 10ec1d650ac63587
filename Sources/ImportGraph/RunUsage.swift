public import Recording

/// What one run needed, and what it cost beside the modules.
public struct RunUsage: Sendable {
  /// The event.
  public let event: String
  /// Its share of all events; the shares add up to 1.
  public let share: Double
  /// The modules with a function that ran outside of imports.
  public let used: Set<Int>
  /// Those functions, by module, in the order in which they first ran.
  public let functions: [Int: [FirstCall]]
  /// The modules that code outside of module bodies asked for, with the line: an import in a function that ran.
  public let requested: [Int: CodeSite?]
  /// The imported names that a function which ran reads: a deferred import would load their modules in this run.
  public let reached: Set<StatementReference>
  /// Those of them that no line reads which ran: what waits for its first use is not loaded.
  public internal(set) var unread: Set<StatementReference> = []
  /// Those of them that functions read in a branch only, which was not taken: an import could wait in it.
  public internal(set) var spared: Set<StatementReference> = []
  /// The functions of the program's own files that ran while modules were loaded, by file and first line.
  public let calledWhileLoading: Set<CodeSite>
  /// The lines of their functions that ran while modules were loaded; nil if they are not known.
  public internal(set) var linesWhileLoading: Set<CodeSite>?
  /// What the functions of the program's own files took that ran for the answer, by file and scope index.
  public var callCosts: [String: [Int: CallCost]] = [:]
  /// The times that no module of the graph accounts for.
  public var rest = StartRest()

  /// The modules that the run needs however the program's imports are written.
  public var roots: Set<Int> { used.union(requested.keys) }
  /// The first function that ran of each module.
  public var firstUses: [Int: FirstCall] { functions.compactMapValues(\.first) }
}

/// What a cold start takes beside the modules that are loaded before the program can answer, in nanoseconds.
public struct StartRest: Sendable, Hashable {
  /// The interpreter's own start, what the program does between its imports, and the answer.
  public var work: UInt64 = 0
  /// What a command takes to shut down; 0 where the answer ends the cold start.
  public var exit: UInt64 = 0
  /// The part of `work` in which other modules were loaded.
  public var otherLoads: UInt64 = 0
}
