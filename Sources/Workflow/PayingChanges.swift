internal import Advice
internal import ImportGraph
internal import Launching
internal import Rewriting
internal import Verification

/// Finds the changes of a plan that pay, where all of them together do not.
struct PayingChanges {
  private let advice: Advise
  private let proof: Proof

  init(_ advice: Advise, _ proof: Proof) {
    self.advice = advice
    self.proof = proof
  }

  /// The changes to leave out so that what is left pays, each with what was measured of it.
  ///
  /// Halves are proven by themselves, and what does not pay is divided again, so that few proofs are made where most changes
  /// pay or most do not. Changes that belong together stay together.
  ///
  /// - Parameter progress: told what is about to be tried.
  /// - Returns: the changes to leave out; none if no part pays either.
  /// - Throws: `ProofError` if the unchanged program does not run.
  func unpaid(progress: (Activity) -> Void) throws(ProofError) -> [StatementReference: Reason] {
    let groups = advice.plan.parts.map(\.changes)
    guard groups.count > 1 else { return [:] }
    var unpaid: [StatementReference: Reason] = [:]
    var isPaying = false
    var pending = halves(of: groups)
    while let part = pending.popLast() {
      let changes = part.flatMap(\.self)
      // What cannot be made alone goes with the rest.
      guard let patch = try? Patch(changes, in: advice.graph, form: advice.form) else { continue }
      progress(Activity("looking for the changes that pay among \(changes.count)"))
      let verdict = try proof.run(patch)
      if verdict.isProven {
        isPaying = true
      } else if part.count > 1 {
        pending += halves(of: part)
      } else {
        let reason = Reason(.proof, "deferring it does not pay: by itself, \(verdict.outcome.difference)")
        for change in changes { unpaid[change.statement] = reason }
      }
    }
    return isPaying ? unpaid : [:]
  }

  private func halves(of groups: [[PlannedChange]]) -> [[[PlannedChange]]] {
    [Array(groups[(groups.count / 2)...]), Array(groups[..<(groups.count / 2)])]
  }
}
