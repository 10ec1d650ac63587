/// What is known about importing a published package late: facts that were checked, not guessed.
///
/// `Patches/README.md` describes the file it is read from.
public struct Recipe: Sendable, Hashable, Codable {
  /// The form of the file; 1 so far.
  public var schema: Int
  /// The package's name, as its metadata has it.
  public var distribution: String
  /// In one sentence, where its start spends its time.
  public var summary: String
  /// The versions that the facts were checked on; only there do they lift a doubt.
  public var checked: [String]
  /// The packages of which its loading, with all that it brings, was seen to change nothing although it asks for them: an
  /// import of it that nothing uses may go although they stay.
  public var leavesAlone: [String]
  /// What its loading changes outside of itself and nobody can tell from before.
  public var unnoticed: [UnnoticedEffect]
  /// Its modules of which was read that what they do with `globals()`, `sys.modules`, `eval` and the like reaches none of the
  /// names that they import.
  public var reachesNoImport: [String]
  /// Imports that were seen to be safe to defer.
  public var `defer`: [DeferrableImport]
  /// Imports that must stay.
  public var keep: [KeptImport]
  /// What deferring brought.
  public var measured: [Measurement]

  /// Describes a package.
  public init(
    schema: Int = 1,
    distribution: String,
    summary: String,
    checked: [String],
    leavesAlone: [String] = [],
    unnoticed: [UnnoticedEffect] = [],
    reachesNoImport: [String] = [],
    defer deferrable: [DeferrableImport],
    keep: [KeptImport],
    measured: [Measurement]
  ) {
    self.schema = schema
    self.distribution = distribution
    self.summary = summary
    self.checked = checked
    self.leavesAlone = leavesAlone
    self.unnoticed = unnoticed
    self.reachesNoImport = reachesNoImport
    self.defer = deferrable
    self.keep = keep
    self.measured = measured
  }

  enum CodingKeys: String, CodingKey {
    case schema, distribution, summary, checked, unnoticed
    case leavesAlone = "leaves_alone"
    case reachesNoImport = "reaches_no_import"
    case `defer`, keep, measured
  }

  /// An import that may come later.
  public struct DeferrableImport: Sendable, Hashable, Codable {
    /// The importing module.
    public var module: String
    /// The imported module, with the name taken from it: `a.b` or `a.b.name`.
    public var imports: String
    /// How it was changed when it was checked.
    public var strategy: String

    /// Describes an import.
    public init(module: String, imports: String, strategy: String) {
      self.module = module
      self.imports = imports
      self.strategy = strategy
    }
  }

  /// Something that loading changes, of which was read that it does the same for all that could be asked of it before.
  public struct UnnoticedEffect: Sendable, Hashable, Codable {
    /// What is changed, as effects are shown: `typing._check_generic`.
    public var effect: String
    /// A word that must not stand in any other loaded file: who names it might tell; nil if nobody could.
    public var unlessNamed: String?

    /// Describes an effect.
    public init(effect: String, unlessNamed: String? = nil) {
      self.effect = effect
      self.unlessNamed = unlessNamed
    }

    enum CodingKeys: String, CodingKey {
      case effect
      case unlessNamed = "unless_named"
    }
  }

  /// An import that must stay where it is.
  public struct KeptImport: Sendable, Hashable, Codable {
    /// Why imports must stay.
    public enum Cause: String, Sendable, Hashable, Codable, CaseIterable {
      /// Loading enters something in a list that others read.
      case registration
      /// Loading changes another module.
      case monkeypatching
      /// Loading reads or changes the process: its environment, its files, its signals.
      case environment
      /// The order of two imports matters.
      case order
    }

    /// The importing module; `*` for any.
    public var module: String
    /// The imported module, with the name taken from it; `*` at the end for all below.
    public var imports: String
    /// The kind of reason.
    public var cause: Cause
    /// What happens otherwise, in a sentence.
    public var note: String

    /// Describes an import.
    public init(module: String, imports: String, cause: Cause, note: String) {
      self.module = module
      self.imports = imports
      self.cause = cause
      self.note = note
    }
  }

  /// One verified run.
  public struct Measurement: Sendable, Hashable, Codable {
    /// The package's version and that of CPython.
    public var version: String, python: String
    /// What was started.
    public var workload: String
    /// Milliseconds of a cold start before and after, medians.
    public var before: Double, after: Double
    /// MiB of peak memory before and after; nil where it could not be told.
    public var memoryBefore: Double?, memoryAfter: Double?
    /// How many pairs of starts.
    public var pairs: Int

    /// Describes a run.
    public init(
      version: String,
      python: String,
      workload: String,
      before: Double,
      after: Double,
      memoryBefore: Double?,
      memoryAfter: Double?,
      pairs: Int
    ) {
      self.version = version
      self.python = python
      self.workload = workload
      self.before = before
      self.after = after
      self.memoryBefore = memoryBefore
      self.memoryAfter = memoryAfter
      self.pairs = pairs
    }

    enum CodingKeys: String, CodingKey {
      case version, python, workload
      case before = "before_ms"
      case after = "after_ms"
      case memoryBefore = "memory_before_mib"
      case memoryAfter = "memory_after_mib"
      case pairs
    }
  }
}
