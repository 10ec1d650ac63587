/// What one process of the program did, as its event log tells.
public struct ProcessRecord: Codable, Equatable, Sendable {
  /// The process and the one that started it.
  public var identifier: Int32, parent: Int32
  /// Whether the log ends before the process did (killed, disk full); what it holds is still true.
  public var isCut: Bool
  /// The stretches of the process's life, in order.
  public var phases: [Phase]
  /// Every module load, in the order the loads began; `ModuleLoad.parent` indexes this list.
  public var loads: [ModuleLoad]
  /// Every import statement or call executed, once per load context.
  public var imports: [ExecutedImport]
  /// Every function at its first execution, once per phase and once more when it first runs outside a load.
  public var calls: [FirstCall]
  /// The lines of functions that ran, once per phase in loads and once outside of them, in order; nil where that is not known.
  public var lines: [ExecutedLine]?
  /// The modules whose loading was watched for effects; empty where nobody watched.
  public var observedModules: [String]
  /// What those changed outside of themselves.
  public var effects: [ModuleEffect]
  /// What the agent could not see.
  public var remarks: [Remark] = []
  /// Where its time went, as samples tell it; empty if none were taken.
  public var samples = SampleTree()

  /// Joins the parts of a process's life.
  public init(
    identifier: Int32,
    parent: Int32,
    isCut: Bool,
    phases: [Phase],
    loads: [ModuleLoad],
    imports: [ExecutedImport],
    calls: [FirstCall],
    observedModules: [String] = [],
    effects: [ModuleEffect] = []
  ) {
    self.identifier = identifier
    self.parent = parent
    self.isCut = isCut
    self.phases = phases
    self.loads = loads
    self.imports = imports
    self.calls = calls
    self.observedModules = observedModules
    self.effects = effects
  }
}

extension ProcessRecord {
  /// What the process was doing in a phase; a log that is cut may name one that it does not tell of.
  public func kind(ofPhase phase: Int) -> Phase.Kind {
    phases.indices.contains(phase) ? phases[phase].kind : .initialization
  }

  /// Takes over which lines ran in another start of the same program, unless that start did not see them all.
  mutating func takeLines(of other: ProcessRecord) {
    let lost: [Remark] = [.traceHookLost, .noToolNumber, .logFull]
    lines = other.isCut || other.remarks.contains(where: lost.contains) ? nil : other.lines
  }

  /// Takes over how often functions ran in another start of the same program.
  mutating func takeCounts(of other: ProcessRecord) {
    struct Function: Hashable {
      let site: CodeSite, name: String, phase: Int
    }
    var counts: [Function: Int] = [:]
    for call in other.calls where call.count > 0 {
      counts[Function(site: call.site, name: call.name, phase: call.phase)] = call.count
    }
    for (index, call) in calls.enumerated() where call.load == nil {
      calls[index].count = counts[Function(site: call.site, name: call.name, phase: call.phase)] ?? 0
    }
  }
}

/// Something that a process's record lacks, and why.
public enum Remark: String, Codable, CaseIterable, Sendable, CustomStringConvertible {
  /// The program has set a profile function of its own.
  case profileHookLost
  /// The program, or what it runs under, has taken every number of `sys.monitoring`.
  case noToolNumber
  /// The program has set a trace function of its own.
  case traceHookLost
  /// The log could not grow.
  case logFull
  /// The start that looks for effects, and counts calls, failed.
  case effectsUnknown
  /// A child runs a Python that the agent does not work in.
  case childUnwatched

  /// One sentence for the user.
  public var description: String {
    switch self {
    case .profileHookLost:
      "The program sets a profile function (sys.setprofile, cProfile). Before Python 3.12 there can be one only: functions "
        + "that ran first after that on the same thread are missing, and count as unused."
    case .traceHookLost:
      "The program sets a trace function (sys.settrace, a debugger, coverage). Before Python 3.12 there can be one only: "
        + "which lines of its functions ran is not known."
    case .noToolNumber:
      "No number is left in sys.monitoring: no function's first call was recorded, and all count as unused."
    case .logFull:
      "There was no room for all that is to be noted: what a process did after that is missing, and counts as unused. Make "
        + "room where TMPDIR points to, and record again."
    case .childUnwatched:
      "A child of the program is a Python that cannot be watched (before 3.8, or free-threaded): what it does is not recorded."
    case .effectsUnknown:
      "The start that looks for what loads change failed: no effects are known, calls are not counted, and an import may be "
        + "taken for harmless that is not. Check that the program can be run again and again in the same folder."
    }
  }
}

/// A stretch of a process's life.
public struct Phase: Codable, Equatable, Sendable {
  /// What the process was doing.
  public enum Kind: String, Codable, Sendable {
    /// From the start of the process to the first line of the program: the interpreter, `site`, `.pth` files.
    case interpreterStart
    /// From the first line of the program until it can answer.
    case initialization
    /// One answer: a handler's call, or what a command does outside of imports.
    case invocation
    /// After the last answer.
    case exit
  }

  /// What the process was doing.
  public var kind: Kind
  /// The event of an invocation, else empty.
  public var name: String
  /// Nanoseconds of the monotonic clock.
  public var began: UInt64, ended: UInt64
  /// Of an invocation: the first 16 digits of the SHA-256 of its canonical answer, for a command of its standard output.
  public var digest: String?

  /// Names a stretch between two instants in nanoseconds.
  public init(kind: Kind, name: String, began: UInt64, ended: UInt64, digest: String? = nil) {
    self.kind = kind
    self.name = name
    self.began = began
    self.ended = ended
    self.digest = digest
  }

  /// How long it took.
  public var duration: Duration { .nanoseconds(Int64(clamping: ended) - Int64(clamping: began)) }
}

/// One module being found and executed.
public struct ModuleLoad: Codable, Equatable, Sendable {
  /// Where a module's code comes from.
  public enum Kind: String, Codable, Sendable {
    case source, cachedBytecode, extensionModule, builtIn, frozen, namespace, zip, other
  }

  /// The absolute module name, `numpy.linalg`.
  public var name: String
  /// The file that was executed, if there is one.
  public var file: String?
  /// Where its code came from.
  public var kind: Kind
  /// False when the import raised.
  public var succeeded: Bool
  /// The load that was under way when this one began, as an index; nil at the top.
  public var parent: Int?
  /// The line that asked for it, outside of the import machinery: for a lazy import the first use of its name.
  public var site: CodeSite?
  /// The phase it began in, as an index into the process's phases.
  public var phase: Int
  /// Wall time in nanoseconds, without and with the loads it caused.
  public var selfTime: UInt64, inclusiveTime: UInt64
  /// CPU time of the thread in nanoseconds, without and with the loads it caused.
  public var selfCPU: UInt64, inclusiveCPU: UInt64
  /// Growth of resident memory in bytes, without and with the loads it caused.
  public var selfMemory: Int64, inclusiveMemory: Int64

  /// Describes one load; times in nanoseconds, memory in bytes.
  public init(
    name: String,
    file: String?,
    kind: Kind,
    succeeded: Bool,
    parent: Int?,
    site: CodeSite?,
    phase: Int,
    selfTime: UInt64,
    inclusiveTime: UInt64,
    selfCPU: UInt64,
    inclusiveCPU: UInt64,
    selfMemory: Int64,
    inclusiveMemory: Int64
  ) {
    self.name = name
    self.file = file
    self.kind = kind
    self.succeeded = succeeded
    self.parent = parent
    self.site = site
    self.phase = phase
    self.selfTime = selfTime
    self.inclusiveTime = inclusiveTime
    self.selfCPU = selfCPU
    self.inclusiveCPU = inclusiveCPU
    self.selfMemory = selfMemory
    self.inclusiveMemory = inclusiveMemory
  }
}

/// A line of a file, as the interpreter names both.
public struct CodeSite: Codable, Hashable, Sendable {
  /// The code object's file name.
  public var file: String
  /// 1-based.
  public var line: Int

  /// Names a line of a file.
  public init(file: String, line: Int) {
    self.file = file
    self.line = line
  }
}

/// One import statement (or call of `__import__`, `import_module`) at its first execution in one load context.
public struct ExecutedImport: Codable, Equatable, Sendable {
  /// Where the statement is written; nil when no Python code was running.
  public var site: CodeSite?
  /// The innermost load under way, as an index into the process's loads; nil outside of loads.
  public var load: Int?
  /// The absolute name of the module asked for, relative names resolved: `a.b.c`.
  public var target: String
  /// The names after `from … import`; empty for a plain import.
  ///
  /// For a star import `*`, and behind it the names that it bound, as far as they are known.
  public var names: [String]
  /// The phase it ran in, as an index into the process's phases.
  public var phase: Int
  /// Whether it is a lazy import (PEP 810); the first use of its name is an executed import of its own, at its own line.
  public var isLazy: Bool

  /// Describes one executed import.
  public init(site: CodeSite?, load: Int?, target: String, names: [String], phase: Int, isLazy: Bool = false) {
    self.site = site
    self.load = load
    self.target = target
    self.names = names
    self.phase = phase
    self.isLazy = isLazy
  }
}

/// A line of a function (or lambda, comprehension) that ran.
public struct ExecutedLine: Codable, Hashable, Comparable, Sendable {
  /// The file, and the line in it.
  public var file: String, line: Int
  /// The phase it ran in, as an index into the process's phases.
  public var phase: Int
  /// Whether it ran while a module was loaded.
  public var isInLoad: Bool

  /// Describes one line.
  public init(file: String, line: Int, phase: Int, isInLoad: Bool = false) {
    self.file = file
    self.line = line
    self.phase = phase
    self.isInLoad = isInLoad
  }

  /// By file, phase, whether it ran in loads, and line.
  public static func < (left: ExecutedLine, right: ExecutedLine) -> Bool {
    (left.file, left.phase, left.isInLoad ? 1 : 0, left.line) < (
      right.file, right.phase, right.isInLoad ? 1 : 0, right.line
    )
  }
}

/// A function (or class body, lambda, comprehension) at its first execution in a phase.
public struct FirstCall: Codable, Equatable, Sendable {
  /// The code object's file and its first line (a decorated function's first decorator).
  public var site: CodeSite
  /// `co_qualname` from 3.11, `co_name` before.
  public var name: String
  /// The innermost load under way, as an index into the process's loads; nil outside of loads.
  public var load: Int?
  /// The phase it ran in, as an index into the process's phases.
  public var phase: Int
  /// How often it ran in this phase outside of loads, up to a million; 0 if that was not counted.
  public var count: Int

  /// Describes one first execution.
  public init(site: CodeSite, name: String, load: Int?, phase: Int, count: Int = 0) {
    self.site = site
    self.name = name
    self.load = load
    self.phase = phase
    self.count = count
  }
}
