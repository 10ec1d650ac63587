/// One thing the agent noted, its strings resolved.
public enum Record: Sendable, Equatable {
  /// A phase of the process began; nanoseconds of the monotonic clock.
  case phase(kind: UInt32, name: String, time: UInt64)
  /// A module load began.
  case loadBegan(LoadBegan)
  /// A module load ended.
  case loadEnded(LoadEnded)
  /// An import statement or call was executed.
  case importExecuted(ImportExecuted)
  /// A function, or the body of a class or module, ran for the first time in its phase; nanoseconds of the monotonic clock.
  case call(load: UInt32, file: String, line: Int, name: String, isFunction: Bool, count: Int, time: UInt64)
  /// A line of a function ran for the first time in its phase, in or outside of loads.
  case line(file: String, line: Int, isInLoad: Bool)
  /// From here on the effects of loads are noted; false if all dictionaries have to be compared for that.
  case effectsWatched(hasVersionTags: Bool)
  /// A load changed something outside of its module.
  case effect(EffectNoted)
  /// The log lacks something; a `LibprofRemark`.
  case remark(UInt32)
  /// The process ended in good order; nanoseconds of the monotonic clock.
  case end(time: UInt64)
}

/// A module load beginning: times in nanoseconds, resident memory in bytes; load 0 is none.
public struct LoadBegan: Sendable, Equatable {
  /// This load's number and that of the load under way.
  public var load: UInt32, parent: UInt32
  /// The absolute module name.
  public var name: String
  /// Where the import is written; empty when no Python code was running.
  public var siteFile: String, siteLine: Int
  /// The clocks and the memory before anything was done.
  public var time: UInt64, cpu: UInt64, resident: Int64
}

/// A module load ending: times in nanoseconds, resident memory in bytes.
public struct LoadEnded: Sendable, Equatable {
  /// The load's number.
  public var load: UInt32
  /// The module's file; empty if it has none.
  public var file: String
  /// A `LibprofLoaderKind`.
  public var loader: UInt32
  /// False if the import raised.
  public var succeeded: Bool
  /// The clocks and the memory after it.
  public var time: UInt64, cpu: UInt64, resident: Int64
}

/// An executed import as it is written.
public struct ImportExecuted: Sendable, Equatable {
  /// The load under way; 0 outside of loads.
  public var load: UInt32
  /// Where it is written; empty when no Python code was running.
  public var siteFile: String, siteLine: Int
  /// The module name without leading dots, and how many dots there were.
  public var target: String, level: Int
  /// The importing package, for relative imports.
  public var package: String
  /// The names after `from … import`.
  public var names: [String]
  /// Whether it stands in the body of a module that no import has loaded: in the program's own first file.
  public var isOutermost = false
  /// Whether it is lazy (PEP 810): it loads nothing until its name is used.
  public var isLazy = false
}

/// Something that a load changed outside of its module.
public struct EffectNoted: Sendable, Equatable {
  /// The innermost load under way.
  public var load: UInt32
  /// A `LibprofEffectKind` and a `LibprofEffectChange`.
  public var kind: UInt32, change: UInt32
  /// What was changed, and with what.
  public var subject: String, detail: String
}
