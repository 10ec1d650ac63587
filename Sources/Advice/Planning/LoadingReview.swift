internal import ImportGraph

/// Looks at a plan as a whole: whether what it loads later, and only that, would be missed by what it leaves where it is.
struct LoadingReview {
  private let evidence: Evidence
  private let narrowed: [StatementReference: [Int]]

  /// Looks at plans of which the narrowed statements go on asking for these modules.
  init(_ evidence: Evidence, narrowed: [StatementReference: [Int]]) {
    self.evidence = evidence
    self.narrowed = narrowed
  }

  /// What stands against some of the changes of a plan, and what is to be said of those that the user allows all the same.
  struct Findings {
    var reasons: [StatementReference: Reason] = [:]
    var cautions: [StatementReference: Reason] = [:]
  }

  /// Asks about a plan.
  ///
  /// The changes are asked about one after the other. One that falls stays for all that follow, which may be in order then:
  /// when a package waits as a whole, none of its parts can be seen without the others.
  ///
  /// - Parameter changes: the plan, those first that are missed least.
  /// - Returns: what was found.
  func findings(on changes: [StatementReference]) -> Findings {
    let statements = Set(evidence.paths.statements)
    var changed = Set(changes)
    var staying = StayingImports(statements.subtracting(changed), evidence.paths)
    var findings = Findings()
    for statement in changes {
      guard let candidate = CandidateImport(statement, in: evidence.graph),
        let reason = Hazards.reasonOfLoading(
          against: candidate,
          in: evidence,
          staying: staying,
          keeping: narrowed[statement] ?? []
        )
      else { continue }
      if evidence.allows(reason) {
        findings.cautions[statement] = reason
        continue
      }
      findings.reasons[statement] = reason
      changed.remove(statement)
      staying = StayingImports(statements.subtracting(changed), evidence.paths)
    }
    return findings
  }
}
