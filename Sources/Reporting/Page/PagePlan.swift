internal import Advice
internal import ImportGraph
internal import Recording
internal import Rewriting
internal import SourceText

/// What is to be changed, what stays though it would pay, and what would not pay.
struct PagePlan: Encodable {
  struct Change: Encodable {
    let place: String, name: String, verb: String
    let strategy: String
    let caution: String?
    let group: Int
    /// The file with its diff, as an index.
    let file: Int?
  }

  struct Refusal: Encodable {
    let place: String, name: String
    let gain: Int
    let reason: String, hazard: String
  }

  struct NoWin: Encodable {
    let place: String, module: String
    let time: Int
    let reason: String
    let loadedBy: String?
  }

  struct File: Encodable {
    let path: String
    let package: String?
    let diff: String
  }

  struct Problem: Encodable {
    let file: String, reason: String
  }

  let gain: Int
  /// The gains of the changes that pay together, by their groups' numbers.
  let groups: [Int]
  let changes: [Change]
  let refusals: [Refusal]
  let noWins: [NoWin]
  let files: [File]
  let problems: [Problem]

  init(_ graph: ImportGraph, _ plan: Plan, _ patch: Patch?) {
    let patched = patch?.files ?? []
    func name(_ statement: StatementReference) -> String { graph.project.boundName(of: statement) ?? "" }
    gain = microseconds(plan.expectedGain)
    groups = plan.groups.map { microseconds($0.gain) }
    changes = plan.changes.map { change in
      Change(
        place: sourceLine(of: change.statement, in: graph),
        name: name(change.statement),
        verb: PlanTable.verb(change),
        strategy: change.strategy.rawValue,
        caution: change.applicability == .safe ? nil : change.applicability.reason,
        group: change.group,
        file: patched.firstIndex { $0.path == change.statement.file }
      )
    }
    refusals = plan.refusals.map { refusal in
      Refusal(
        place: sourceLine(of: refusal.statement, in: graph),
        name: name(refusal.statement),
        gain: microseconds(refusal.potentialGain),
        reason: refusal.reason.sentence,
        hazard: refusal.reason.hazard.rawValue
      )
    }
    noWins = plan.noWins.map { noWin in
      NoWin(
        place: sourceLine(of: noWin.statement, in: graph),
        module: noWin.module,
        time: microseconds(noWin.apparentTime),
        reason: noWin.reason,
        loadedBy: noWin.loadedBy.map { "\(Figures.path($0.file, below: graph.project.root)):\($0.line)" }
      )
    }
    files = patched.map { file in
      File(
        path: file.relativePath,
        package: file.package?.distribution.description,
        diff: UnifiedDiff(path: file.relativePath, before: file.before, after: file.after).text
      )
    }
    problems = graph.project.problems.map {
      Problem(file: Figures.path($0.file, below: graph.project.root), reason: "\($0.reason)")
    }
  }
}
