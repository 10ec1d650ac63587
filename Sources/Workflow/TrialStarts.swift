internal import Advice
internal import ImportGraph
internal import Launching
internal import Verification

/// Starts the program with a plan before anything is measured, and plans again from what it loads against expectation.
///
/// A recording tells what asked for a module that was loaded. What would ask for it if it were not there yet, only a start
/// without it tells.
struct TrialStarts {
  /// Each plan is seen to load less; the first two bring most of it.
  private static let mostPlans = 4

  private let proof: Proof
  /// Nanoseconds per start from which on it is worth to plan again.
  private let leastTime: Int64

  init(_ proof: Proof, leastTime: Int64) {
    self.proof = proof
    self.leastTime = leastTime
  }

  /// Tries a plan, and what comes of it.
  ///
  /// - Parameters:
  ///   - advice: the plan.
  ///   - progress: told what is about to be tried.
  /// - Returns: the plan whose starts load least, in nanoseconds of the recorded times; the first one that fails, for its
  ///   proof to tell why.
  /// - Throws: `ProofError` if there is no room for the copies.
  func learn(from advice: Advise, progress: (Activity) -> Void) throws(ProofError) -> Advise {
    var tried: [(advice: Advise, cost: Double)] = []
    var next = advice
    while tried.count < Self.mostPlans {
      let plan = next.plan
      guard !plan.changes.isEmpty else {
        tried.append((next, 0))
        break
      }
      progress("starting the program with \(plan.changes.count) changed names")
      guard let recording = try proof.loads(next.patch) else { return next }
      var unexpected = plan.unexpected
      let starts = StartLoads.all(of: recording, in: next.graph.project)
      let time = unexpected.add(starts, with: plan, in: next.graph)
      tried.append((next, time - plan.expectedGain))
      guard time >= Double(leastTime), unexpected != plan.unexpected else { break }
      next = next.learning(unexpected)
      let changes = next.plan.changes.map(\.statement)
      if let known = tried.firstIndex(where: { $0.advice.plan.changes.map(\.statement) == changes }) {
        // The same again, of which more is known.
        tried[known].advice = next
        break
      }
    }
    var best = tried.min { $0.cost < $1.cost }?.advice ?? next
    best.planningTime = next.planningTime
    return best
  }
}
