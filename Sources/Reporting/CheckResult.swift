public import Advice
public import Recording
public import Verification

/// All that came of a check.
public struct CheckResult: Sendable {
  /// What the program is compared with by starting both in turn.
  public struct Base: Sendable {
    /// The revision as it was named, and its commit.
    public let revision: String, commit: String
    /// How each event's start compares.
    public let comparisons: [BaseComparison]

    /// Puts together what belongs to one revision.
    public init(revision: String, commit: String, comparisons: [BaseComparison]) {
      self.revision = revision
      self.commit = commit
      self.comparisons = comparisons
    }
  }

  /// The program as a user would type it, its folder, and the version of its interpreter.
  public let program: String, root: String, python: String
  /// The recorded starts beside the budget.
  public let check: BudgetCheck
  /// The starts beside those of a revision; nil if none was named.
  public var base: Base?
  /// How far the mix of events has moved; nil if that was not asked for.
  public var drift: WorkloadDrift?
  /// What is known of the statements that matter.
  public var origins: [CodeSite: ImportOrigin] = [:]

  /// Takes what was judged.
  public init(_ recording: Recording, _ check: BudgetCheck) {
    program = recording.program.entry.title
    root = recording.program.root
    python = recording.interpreter.version
    self.check = check
  }

  /// The comparisons that show a regression.
  public var regressions: [BaseComparison] { base?.comparisons.filter { $0.verdict == .regression } ?? [] }

  /// Whether nothing is wrong.
  public var isWithinBudget: Bool { check.breaches.isEmpty && regressions.isEmpty && drift?.isOutOfDate != true }

  /// Of an import that is to be blamed no more than so many are told of, as the others cost less.
  public static let mostImports = 3

  /// What is told of: the import statements that matter.
  public var imports: [AddedImport] {
    let breached = check.breaches.flatMap { $0.imports.prefix(Self.mostImports) }
    let slower = regressions.flatMap {
      check.imports(raising: .initialization, of: $0.event).imports.prefix(Self.mostImports)
    }
    return breached + slower
  }
}
