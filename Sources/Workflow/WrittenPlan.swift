internal import Advice
internal import ImportGraph
internal import Rewriting

/// The best plan that can be written, with its patch.
struct WrittenPlan {
  private(set) var planner: Planner
  let plan: Plan
  let patch: Patch
  /// The names that are left out, with the reason.
  private let excluded: [StatementReference: Reason]
  private let sources: Sources

  /// What plans are made from.
  struct Sources {
    let graph: ImportGraph
    let form: ImportForm
    /// Prepares the choice among all names but these.
    let planner: ([StatementReference: Reason]) -> Planner
  }

  /// Plans and writes.
  ///
  /// - Parameters:
  ///   - sources: what the plan is made from.
  ///   - excluded: names to leave out, with the reason.
  ///   - unexpected: what starts of patched programs have loaded against expectation.
  init(
    _ sources: Sources,
    excluding excluded: [StatementReference: Reason],
    countingIn unexpected: UnexpectedLoads
  ) {
    self.init(sources, excluded, sources.planner(excluded), unexpected)
  }

  /// The same with what was learned since.
  ///
  /// What stands against each name is not asked again: it has nothing to do with what else is loaded.
  func learning(_ unexpected: UnexpectedLoads) -> WrittenPlan {
    WrittenPlan(sources, excluded, planner, unexpected)
  }

  private init(
    _ sources: Sources,
    _ excluded: [StatementReference: Reason],
    _ planner: Planner,
    _ unexpected: UnexpectedLoads
  ) {
    var (excluded, planner) = (excluded, planner)
    while true {
      planner.unexpected = unexpected
      let plan = planner.plan()
      do {
        patch = try Patch(plan.changes, in: sources.graph, form: sources.form)
        self.plan = plan
        self.planner = planner
        self.excluded = excluded
        self.sources = sources
        return
      } catch {
        // What can be written name by name may not come out well together: such a file is left alone.
        for change in plan.changes where change.statement.file == error.file {
          excluded[change.statement] = error.reason.asReason
        }
        planner = sources.planner(excluded)
      }
    }
  }
}
