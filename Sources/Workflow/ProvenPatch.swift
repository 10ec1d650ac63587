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
    let project = graph.project
    let changes = plan.changes.filter { change in
      project.package(of: change.statement.file).map {
        RecipeBook.normalized($0.distribution.name) == RecipeBook.normalized(package)
      } ?? false
    }
    guard let first = changes.first, let owner = project.package(of: first.statement.file)?.distribution,
      let best = verdict.events.min(by: { $0.coldStart.ratio < $1.coldStart.ratio })
    else { return nil }
    let deferrable = changes.compactMap { change -> Recipe.DeferrableImport? in
      guard let syntax = project.files[change.statement.file] else { return nil }
      let statement = syntax.imports[change.statement.reference.statement]
      return Recipe.DeferrableImport(
        module: project.moduleName(of: change.statement.file),
        imports: Recipe.name(of: syntax[change.statement.reference], in: statement, of: change.statement.file, project),
        strategy: change.strategy.rawValue
      )
    }
    func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
    let memory = best.peakMemory
    let measurement = Recipe.Measurement(
      version: owner.version,
      python: graph.interpreter.version.split(separator: ".").prefix(2).joined(separator: "."),
      workload: workload,
      before: rounded(best.coldStart.before.median * 1_000),
      after: rounded(best.coldStart.after.median * 1_000),
      memoryBefore: rounded((memory?.before ?? 0) / 1_048_576),
      memoryAfter: rounded((memory?.after ?? 0) / 1_048_576),
      pairs: best.coldStart.before.count
    )
    let modules = Set(deferrable.map(\.module)).sorted()
    return Recipe(
      schema: 1,
      distribution: owner.name,
      summary: "The imports of \(modules.prefix(3).joined(separator: ", ")) load what `\(workload)` does not need.",
      checked: [owner.version],
      defer: deferrable,
      keep: [],
      measured: [measurement]
    )
  }
}
