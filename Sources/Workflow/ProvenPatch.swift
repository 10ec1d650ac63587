public import Advice
internal import Foundation
internal import ImportGraph
internal import PythonSyntax
internal import Recording
public import Rewriting
public import Verification

/// A patch that held, with what was planned and measured.
public struct ProvenPatch: Sendable {
  /// The patch.
  public let patch: Patch
  /// What the proof measured.
  public let verdict: Verdict
  private let plan: Plan
  private let graph: ImportGraph

  init(_ advice: Advise, _ verdict: Verdict) {
    patch = advice.patch
    plan = advice.plan
    graph = advice.graph
    self.verdict = verdict
  }

  /// What the run has shown about one package, as a recipe; nil if nothing of the package was changed.
  ///
  /// - Parameters:
  ///   - package: the package's name.
  ///   - workload: what was run.
  /// - Returns: the recipe, with one measurement: that of the event that gained most.
  public func recipe(for package: String, workload: String) -> Recipe? {
    let (deferrable, kept) = Recipe.facts(of: plan, in: graph, about: package)
    let owner = plan.changes.lazy.compactMap { graph.project.package(of: $0.statement.file)?.distribution }.first {
      RecipeBook.isSame($0.name, package)
    }
    guard !deferrable.isEmpty, let owner, let best = verdict.events.min(by: { $0.coldStart.ratio < $1.coldStart.ratio })
    else { return nil }
    func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
    let memory = best.isPeakMemoryExact ? best.comparison(of: \.peakMemory) : nil
    let measurement = Recipe.Measurement(
      version: owner.version,
      python: graph.interpreter.version.split(separator: ".").prefix(2).joined(separator: "."),
      workload: workload,
      before: rounded(best.coldStart.before.median * 1_000),
      after: rounded(best.coldStart.after.median * 1_000),
      memoryBefore: memory.map { rounded($0.before.median / 1_048_576) },
      memoryAfter: memory.map { rounded($0.after.median / 1_048_576) },
      pairs: best.coldStart.before.count
    )
    let modules = Set(deferrable.map(\.module)).sorted()
    return Recipe(
      schema: 1,
      distribution: owner.name,
      summary: "The imports of \(modules.prefix(3).joined(separator: ", ")) load what `\(workload)` does not need.",
      checked: [owner.version],
      defer: deferrable,
      keep: kept,
      measured: [measurement]
    )
  }
}
