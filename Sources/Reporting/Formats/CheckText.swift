internal import Advice
internal import Foundation
internal import Verification

/// A check for people to read: what was measured beside what is allowed, then what is wrong.
struct CheckText {
  private let result: CheckResult
  private let style: Style

  init(_ result: CheckResult, _ style: Style) {
    self.result = result
    self.style = style
  }

  func text(_ failures: [CheckDiagnostics.Failure]) -> String {
    let origin = result.check.baseline.map { ", beside \($0.origin)" } ?? ""
    var lines = [style.heading("Start of \(result.program)") + ", Python \(result.python)\(origin)"]
    lines += table + comparisons + mix
    var told: Set<AddedImport.Link> = []
    for failure in failures {
      lines += ["", style.costly(failure.diagnostic.rule.id) + ": \(failure.diagnostic.message)."]
      lines += failure.remarks.map { "  \($0)" }
      for (added, sentences) in zip(failure.imports, failure.causes) {
        // One statement often breaks several limits.
        let isNew = told.insert(AddedImport.Link(site: added.site, module: added.module)).inserted
        let place = CheckWords(result).place(of: added).map { "\($0.file):\($0.line)" } ?? added.module
        lines += isNew ? sentences.enumerated().map { ($0 == 0 ? "  " : "    ") + $1 } : ["  \(place), as above"]
      }
    }
    if failures.isEmpty { lines.append("Within the budget.") }
    if failures.contains(where: { !$0.imports.isEmpty }) {
      lines += [
        "", "Next: `libprof fix --dry-run` shows what can be deferred; `libprof check --update` accepts what is.",
      ]
    }
    return lines.wrapped
  }

  private var table: [String] {
    guard !result.check.measures.isEmpty else { return [] }
    var table = Table([
      ("event", .left), ("what", .left), ("measured", .right), ("allowed", .right), ("", .left),
    ])
    let rows = CheckRow.all(of: result)
    for row in rows { table.append(row.cells) }
    let lines = table.lines(width: Wrapping.width)
    return [style.faint(lines[0])] + lines.dropFirst()
      + (CheckRow.legend(of: rows).map { [style.faint("  " + $0)] } ?? [])
  }

  private var comparisons: [String] {
    guard let base = result.base else { return [] }
    return ["Started in turn with \(base.revision) (\(base.commit.prefix(10))):"]
      + base.comparisons.map { "  \($0.event)  \(CheckRow.comparison($0))" }
  }

  private var mix: [String] {
    guard let drift = result.drift, !drift.isOutOfDate, !drift.changes.isEmpty else { return [] }
    let distance = CheckWords.times(drift.distance)
    return [
      "By \(drift.origin) the events' shares have changed by \(distance); \(CheckWords.times(drift.limit)) is tolerated."
    ]
  }
}

/// A line of the table of what was measured and what is allowed.
struct CheckRow {
  let event: String, quantity: String, measured: String, allowed: String, verdict: String

  var cells: [String] { [event, quantity, measured, allowed, verdict] }

  static func all(of result: CheckResult) -> [CheckRow] {
    result.check.measures.map { measure in
      let interval = measure.interval.map {
        "\(CheckWords.amount($0.lowerBound, measure)) to \(CheckWords.amount($0.upperBound, measure))"
      }
      return CheckRow(
        event: measure.event,
        quantity: measure.quantity.rawValue,
        measured: described(measure.value, [relation(measure.factor, measure, result), interval], measure),
        allowed: measure.allowed.map { described($0, [relation(measure.limit?.factor, measure, result)], measure) }
          ?? "",
        verdict: verdict(of: measure)
      )
    }
  }

  private static func described(_ value: Double, _ details: [String?], _ measure: BudgetCheck.Measure) -> String {
    let details = details.compactMap(\.self)
    return CheckWords.amount(value, measure) + (details.isEmpty ? "" : " (\(details.joined(separator: ", ")))")
  }

  private static func verdict(of measure: BudgetCheck.Measure) -> String {
    if measure.limit == nil { return "" }
    if measure.allowed == nil { return "not in the baseline" }
    if measure.isOver { return "over" }
    return measure.allowed.map { measure.value > $0 } == true ? "not surely over" : "within"
  }

  /// A multiple of the interpreter's bare start, or a share of the baseline.
  private static func relation(_ factor: Double?, _ measure: BudgetCheck.Measure, _ result: CheckResult) -> String? {
    guard let factor else { return nil }
    let isShare =
      measure.limit?.needsBaseline ?? (result.check.baseline?.start(of: measure.event) != nil)
    if isShare { return Figures.percent(factor) }
    return measure.quantity == .initialization ? "\(CheckWords.times(factor))×" : nil
  }

  /// What the signs in a table mean, as far as they occur in it.
  static func legend(of rows: [CheckRow]) -> String? {
    let text = rows.map { $0.measured + $0.allowed }.joined()
    let signs = [
      text.contains("×") ? "× counts bare starts of the interpreter" : nil,
      text.contains("%") ? "% is of the baseline" : nil,
    ]
    let known = signs.compactMap(\.self)
    return known.isEmpty ? nil : known.joined(separator: ", ") + "."
  }

  /// How a start compares with an earlier one, in words.
  static func comparison(_ comparison: BaseComparison) -> String {
    switch comparison.outcome {
    case .baseFails(let reason): return "not compared: there it fails (\(OneLine.of(reason)))"
    case .noTime: return "not compared: there was too little time (--time-budget SECONDS)"
    case .measured(let measured):
      let interval =
        measured.interval.map { "\(Figures.factor($0.lower)) to \(Figures.factor($0.upper)), " } ?? ""
      let times =
        "\(Figures.time(nanoseconds: measured.before.median * 1e9)) → \(Figures.time(nanoseconds: measured.after.median * 1e9))"
      let verdict =
        switch comparison.verdict {
        case .regression: "a regression"
        case .slower: "slower, but not surely more than \(Figures.factor(comparison.limit))"
        case .noDifference: "no difference shown"
        case .faster: "faster"
        case .unknown: "too few starts to tell, allow more time with --time-budget SECONDS"
        }
      return
        "\(times), \(Figures.factor(measured.ratio)) as long (\(interval)n = \(measured.before.count)) — \(verdict)"
    }
  }
}
