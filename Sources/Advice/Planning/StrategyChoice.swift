internal import ImportGraph
internal import PythonSyntax

/// How one imported name would be changed, or why it must stay.
struct StrategyChoice: Sendable {
  private(set) var strategy: PlannedChange.Strategy
  private(set) var reason: Reason?
  /// Where a narrowed name is taken from.
  private(set) var definition: Definition?
  /// What the program may do otherwise if it is changed so, as the user allows.
  private(set) var caution: Reason?

  /// Asks the hazards and the strategies, the plainest way first.
  init(
    _ candidate: CandidateImport,
    in evidence: Evidence,
    _ form: ImportForm,
    unwritable: (StatementReference, PlannedChange.Strategy) -> Reason?
  ) {
    self.init(deferring: candidate, in: evidence, form, unwritable: unwritable)
    // What every event reaches gains nothing by waiting.
    let isAlwaysReached = evidence.graph.runs.allSatisfy { $0.reached.contains(candidate.statement) }
    guard reason != nil || isAlwaysReached, let found = evidence.definitions.definition(of: candidate),
      Self.isRead(candidate, evidence),
      Hazards.reasonAgainstNarrowing(of: candidate, in: evidence) == nil,
      unwritable(candidate.statement, .narrow) == nil
    else { return }
    (strategy, reason, definition, caution) = (.narrow, nil, found, nil)
  }

  private init(
    deferring candidate: CandidateImport,
    in evidence: Evidence,
    _ form: ImportForm,
    unwritable: (StatementReference, PlannedChange.Strategy) -> Reason?
  ) {
    let statement = candidate.statement
    var noted: Reason?
    /// A reason as far as it stands: what the user allows is only noted.
    func standing(_ found: Reason?) -> Reason? {
      guard let found, evidence.allows(found) else { return found }
      noted = found
      return nil
    }
    let isPackaged = evidence.graph.project.package(of: statement.file) != nil
    var againstLaziness: Reason?
    if let lazy = form.lazyStrategy(isPackaged: isPackaged),
      isPackaged || Self.isRead(candidate, evidence) || candidate.syntax.exports != nil
    {
      // A name of the program's own that nothing reads may rather go.
      againstLaziness =
        standing(Hazards.reasonAgainstLaziness(of: candidate, in: evidence)) ?? unwritable(statement, lazy)
      guard againstLaziness != nil else {
        (strategy, caution) = (lazy, noted)
        return
      }
      noted = nil
    }
    strategy = Self.plainStrategy(for: candidate)
    let candidate = strategy == .typeChecking ? candidate.withoutAnnotations : candidate
    if strategy == .typeChecking { reason = AnnotationReading.reason(against: candidate, in: evidence) }
    reason =
      standing(reason ?? Hazards.reason(against: candidate, in: evidence)) ?? unwritable(statement, strategy)
    // Parts of a package that were not loaded, and other packages, may read any name from it.
    if reason == nil, isPackaged, !PartImport.goesUnseen(candidate, evidence) {
      reason = Reason(.exported, "others may take `\(candidate.importedName.boundName)` from this package")
    }
    guard let reason else {
      caution = noted
      return
    }
    noted = nil
    // Where exporting would have been the way, what stands against that is the better answer.
    let exporting: [HazardKind] = [.exported, .packageInterface] + (isPackaged ? [.declaredExport] : [])
    lazy var unexportable = unwritable(statement, .moduleGetattr)
    // Most names that must stay are needed while their module is loaded, and seeing that takes less than asking all hazards.
    if !exporting.contains(reason.hazard), unexportable != nil {
      self.reason = againstLaziness ?? reason
      return
    }
    let against = standing(Hazards.reasonAgainstExport(of: candidate, in: evidence)) ?? unexportable
    if against == nil { (strategy, caution) = (.moduleGetattr, noted) }
    self.reason = against.map { againstLaziness ?? (exporting.contains(reason.hazard) ? $0 : reason) }
  }

  /// Whether the file or another one reads the name; otherwise the import may be there for something else.
  private static func isRead(_ candidate: CandidateImport, _ evidence: Evidence) -> Bool {
    !candidate.uses.isEmpty
      || evidence.outsideReads.place(of: candidate.importedName.boundName, in: candidate.statement.file) != nil
  }

  private static func plainStrategy(for candidate: CandidateImport) -> PlannedChange.Strategy {
    if candidate.uses.isEmpty { return .remove }
    // Annotations outside of functions have no function that could import the name for them.
    let isAnnotating = candidate.uses.contains { use in
      switch use.timing {
      case .annotation(_, function: nil), .stringAnnotation(function: nil): true
      default: false
      }
    }
    return isAnnotating || candidate.uses.allSatisfy(\.isAnnotation) ? .typeChecking : .local
  }
}
