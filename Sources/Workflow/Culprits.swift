internal import Advice
internal import Foundation
internal import ImportGraph
internal import Launching
internal import Rewriting
internal import Verification

/// Finds the changes of a plan that break the program.
struct Culprits {
  private let advice: Advise
  private let proof: Proof

  init(_ advice: Advise, _ proof: Proof) {
    self.advice = advice
    self.proof = proof
  }

  /// The least that has to be left out of what fails, each with what happens otherwise.
  ///
  /// Changes that belong together are tried together, because one without the others proves nothing. There may be more
  /// culprits than are found at once: whoever asks plans again, and asks again.
  ///
  /// - Parameter progress: told what is about to be tried.
  /// - Returns: the changes to leave out; none if the failure did not show again.
  /// - Throws: `ProofError` if the unchanged program does not run.
  func find(progress: (Activity) -> Void) throws(ProofError) -> [StatementReference: Reason] {
    /// What the program does otherwise with some of the changes; nil if it does the same, or if they cannot be made alone.
    func difference(_ changes: [PlannedChange]) throws(ProofError) -> Verdict.Outcome? {
      guard let patch = patch(of: changes) else { return nil }
      progress(Activity("looking for the change that breaks the program among \(changes.count)"))
      return try proof.firstDifference(patch)
    }
    let groups = Array(advice.plan.parts.map(\.changes).reversed())
    let found = try DeltaDebugging.smallestFailure(among: groups) { groups throws(ProofError) in
      try difference(groups.flatMap(\.self))
    }
    // Of several that break it only together, the one goes that is missed least.
    guard let found, let group = found.parts.first else { return [:] }
    let all = found.parts.flatMap(\.self)
    guard group.count > 1 else { return blame(group, among: all, found.failure) }
    for change in group.sorted(by: { $0.marginalGain < $1.marginalGain }) {
      let rest = all.filter { $0 != change }
      if patch(of: rest) != nil, try difference(rest) == nil { return blame([change], among: all, found.failure) }
    }
    let least = try DeltaDebugging.smallestFailure(among: group) { changes throws(ProofError) in
      try difference(changes + all.filter { !group.contains($0) })
    }
    return blame(least?.parts ?? group, among: all, least?.failure ?? found.failure)
  }

  /// Some of the changes as a patch; nil if there are none, or if they cannot be made alone.
  private func patch(of changes: [PlannedChange]) -> Patch? {
    changes.isEmpty ? nil : try? Patch(changes, in: advice.graph, form: advice.form)
  }

  private func blame(
    _ changes: [PlannedChange],
    among all: [PlannedChange],
    _ outcome: Verdict.Outcome
  ) -> [StatementReference: Reason] {
    let others = all.count - changes.count
    let company = others > 0 ? "together with \(others) more change\(others == 1 ? "" : "s"), " : ""
    let reason = Reason(.proof, "deferring it breaks the program: \(company)\(outcome.difference)")
    return Dictionary(changes.map { ($0.statement, reason) }) { first, _ in first }
  }
}

extension Verdict.Outcome {
  /// What is different, in a clause.
  var difference: String {
    switch self {
    case .changesAnswer(let event, let difference): "\(event) is answered differently: \(difference)"
    case .fails(let event, let output):
      "it fails for \(event): \(output.split(separator: "\n").last.map(String.init) ?? "without a word")"
    case .checkFails(let command, _): "“\(command)” fails"
    case .slower(let event, let factor): "\(event) takes \(String(format: "%.2f", factor)) times as long"
    case .proven, .notFaster: "no start is faster"
    }
  }
}
