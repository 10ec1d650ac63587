internal import Advice
internal import ImportGraph
internal import Rewriting
internal import Verification

/// Finds the changes of a plan that break the program.
struct Culprits {
  private let advice: Advise
  private let proof: Proof
  private let progress: (String) -> Void

  init(_ advice: Advise, _ proof: Proof, progress: @escaping (String) -> Void) {
    self.advice = advice
    self.proof = proof
    self.progress = progress
  }

  /// The least that has to be left out of what fails, each with what happens otherwise.
  ///
  /// Changes that belong together are tried together, because one without the others proves nothing. There may be more
  /// culprits than are found at once: whoever asks plans again, and asks again.
  ///
  /// - Returns: the changes to leave out; none if the failure did not show again.
  /// - Throws: `ProofError` if the unchanged program does not run.
  func find() throws(ProofError) -> [StatementReference: Reason] {
    let groups = Dictionary(grouping: advice.plan.changes, by: \.group).values.sorted { gain($0) < gain($1) }
    let found = try DeltaDebugging.smallestFailure(among: groups) { groups throws(ProofError) in
      try difference(groups.flatMap(\.self))
    }
    // Of several that break it only together, the one goes that is missed least.
    guard let found, let group = found.parts.first else { return [:] }
    let all = found.parts.flatMap(\.self)
    guard group.count > 1 else { return blame(group, among: all, found.failure) }
    for change in group.sorted(by: { $0.marginalGain < $1.marginalGain }) {
      let rest = all.filter { $0 != change }
      if isWritable(rest), try difference(rest) == nil { return blame([change], among: all, found.failure) }
    }
    let least = try DeltaDebugging.smallestFailure(among: group) { changes throws(ProofError) in
      try difference(changes + all.filter { !group.contains($0) })
    }
    return blame(least?.parts ?? group, among: all, least?.failure ?? found.failure)
  }

  private func gain(_ changes: [PlannedChange]) -> Double {
    changes.first.map { advice.plan.groups.indices.contains($0.group) ? advice.plan.groups[$0.group].gain : 0 } ?? 0
  }

  /// What the program does otherwise with some of the changes; nil if it does the same, or if they cannot be made alone.
  private func difference(_ changes: [PlannedChange]) throws(ProofError) -> Verdict.Outcome? {
    progress("looking for the change that breaks the program among \(changes.count)")
    guard !changes.isEmpty, let patch = try? Patch(changes, in: advice.graph, form: advice.form) else { return nil }
    return try proof.firstDifference(patch)
  }

  private func isWritable(_ changes: [PlannedChange]) -> Bool {
    (try? Patch(changes, in: advice.graph, form: advice.form)) != nil
  }

  private func blame(
    _ changes: [PlannedChange],
    among all: [PlannedChange],
    _ outcome: Verdict.Outcome
  ) -> [StatementReference: Reason] {
    let others = all.count - changes.count
    let company = others > 0 ? "together with \(others) more change\(others == 1 ? "" : "s"), " : ""
    let reason = Reason("proof", "deferring it breaks the program: \(company)\(outcome.difference)")
    return Dictionary(changes.map { ($0.statement, reason) }) { first, _ in first }
  }
}

extension Verdict.Outcome {
  /// What is different, in a clause.
  fileprivate var difference: String {
    switch self {
    case .changesAnswer(let event, let difference): "\(event) is answered differently: \(difference)"
    case .fails(let event, let output):
      "it fails for \(event): \(output.split(separator: "\n").last.map(String.init) ?? "without a word")"
    case .proven, .notFaster, .slower: "it is no faster"
    }
  }
}
