internal import Advice
internal import Foundation
internal import ImportGraph
internal import Recording
internal import Verification

/// What is said of a check, in sentences without their full stops.
struct CheckWords {
  private let result: CheckResult

  init(_ result: CheckResult) {
    self.result = result
  }

  func message(of breach: BudgetCheck.Breach) -> String {
    switch breach.kind {
    case .quantity(let measure): message(of: measure)
    case .forbidden(let library):
      "\(library) is loaded with \(breach.events.first ?? ""), and the budget forbids it"
    case .eager(let library):
      "\(library) is loaded at the start with \(breach.events.first ?? ""), and the budget leaves it to answers"
    }
  }

  private func message(of measure: BudgetCheck.Measure) -> String {
    let start = "The start with \(measure.event)"
    let (value, allowed) = (Self.amount(measure.value, measure), Self.amount(measure.allowed ?? 0, measure))
    let share = measure.limit?.needsBaseline == true ? Self.relation(of: measure.factor, to: measure.limit) : ""
    return switch measure.quantity {
    case .initialization:
      share.isEmpty
        ? "\(start) takes \(value) until it can answer, \(Self.times(measure.factor)) times the interpreter's bare start; "
          + "\(Self.times(measure.limit?.factor)) times are allowed"
        : "\(start) takes \(value) until it can answer\(share)"
    case .memory: "\(start) adds \(value) of memory" + (share.isEmpty ? "; \(allowed) are allowed" : share)
    case .modules: "\(start) loads \(value) modules" + (share.isEmpty ? "; \(allowed) are allowed" : share)
    }
  }

  private static func relation(of factor: Double?, to limit: Budget.Limit?) -> String {
    guard let factor, let limit else { return "" }
    return ", \(Figures.percent(factor)) of the baseline's; \(Figures.percent(limit.factor)) are allowed"
  }

  func message(of comparison: BaseComparison) -> String {
    guard case .measured(let measured) = comparison.outcome, let interval = measured.interval else { return "" }
    return "The start with \(comparison.event) takes \(Self.times(measured.ratio)) times as long as at "
      + "\(result.base?.revision ?? "the base") (\(Self.times(interval.lower)) to \(Self.times(interval.upper)), "
      + "n = \(measured.before.count))"
      + (comparison.limit == 1 ? "" : "; \(Self.times(comparison.limit)) times are allowed")
  }

  func message(of drift: WorkloadDrift) -> String {
    "The recorded workload is out of date: by \(drift.origin) the events' shares have changed by "
      + "\(Self.times(drift.distance)) together, and \(Self.times(drift.limit)) is tolerated"
  }

  /// The events that have moved, the furthest first.
  func changes(of drift: WorkloadDrift) -> [String] {
    let shown = drift.changes.prefix(Self.mostEvents)
    let rest = drift.changes.count - shown.count
    return shown.map { change in
      let note = change.recorded == 0 ? ", which was not recorded" : ""
      return "\(change.event): \(Self.share(change.recorded)) → \(Self.share(change.current))\(note)"
    } + (rest > 0 ? ["And \(rest) more"] : [])
  }

  /// The events that the same is wrong with.
  func others(than subject: String, of events: [String]) -> [String] {
    let others = events.dropFirst()
    guard !others.isEmpty else { return [] }
    let shown = others.prefix(Self.mostEvents)
    let rest = others.count - shown.count
    return ["Also with \(shown.joined(separator: ", "))" + (rest > 0 ? " and \(rest) more" : "")]
  }

  /// What an import statement does, how, and who wrote it.
  func sentences(of added: AddedImport, isNew: Bool) -> [String] {
    let modules = added.moduleCount == 1 ? "1 module" : "\(added.moduleCount) modules"
    let costs =
      "\(Figures.time(nanoseconds: Double(added.time))), \(Figures.memory(Double(max(0, added.memory)))), \(modules)"
    let library = added.library.kind == .installed ? "\(added.library)" : added.module
    let since = isNew ? result.check.baseline.map { ", which \($0.origin) does not" } ?? "" : ""
    guard let site = added.site else {
      return ["No statement of the program's loads \(library)\(since): \(costs)"]
    }
    let statement = result.origins[site]?.statement.map { " `\($0)`" } ?? ""
    var sentences = ["\(place(of: site))\(statement) loads \(library)\(since): \(costs)"]
    let path = added.chain.compactMap(\.site).filter { !$0.file.hasPrefix("<") }.map(place(of:))
    if path.count > 1 { sentences.append("By way of \(Self.shortened(path).joined(separator: " → "))") }
    if isNew, !added.isDirect {
      sentences.append("The statement itself is not new: what it imports has come to load this")
    }
    if let origin = result.origins[site] { sentences.append(introduction(of: origin)) }
    return sentences.filter { !$0.isEmpty }
  }

  private func introduction(of origin: ImportOrigin) -> String {
    guard origin.statement != nil else {
      return "This import does not stand there now: the file is newer than the recording"
    }
    guard let introduction = origin.introduction else { return "" }
    guard let commit = introduction.commit else { return "Not committed yet" }
    let end = introduction.isAtEndOfHistory ? " (or earlier: the history is cut off here)" : ""
    return
      "Introduced by \(commit.prefix(10)) (\(introduction.author), \(introduction.day)): \(introduction.subject)\(end)"
  }

  /// The program's own file and line of an import.
  func place(of added: AddedImport) -> Diagnostic.Place? {
    added.site.map { Diagnostic.Place(file: Figures.path($0.file, below: result.root), line: $0.line) }
  }

  /// The share of a time in an event's initialization.
  func share(of time: Double, _ event: String?) -> Double {
    let measure = result.check.measures.first { $0.event == event && $0.quantity == .initialization }
    return measure.map { time / max($0.value, 1) } ?? 0
  }

  /// A value in the unit of its quantity.
  static func amount(_ value: Double, _ measure: BudgetCheck.Measure) -> String {
    switch measure.quantity {
    case .initialization: Figures.time(nanoseconds: value)
    case .memory: Figures.memory(value)
    case .modules: String(format: "%.0f", value)
    }
  }

  /// A number with two digits behind the point, without zeros at its end.
  static func times(_ number: Double?) -> String {
    guard let number else { return "–" }
    var text = String(format: "%.2f", number)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  private static func share(_ share: Double) -> String { String(format: "%.1f %%", share * 100) }

  private func place(of site: CodeSite) -> String { "\(Figures.path(site.file, below: result.root)):\(site.line)" }

  private static func shortened(_ path: [String]) -> [String] {
    path.count <= mostSteps ? path : path.prefix(mostSteps - 1) + ["…"] + path.suffix(1)
  }

  private static let mostEvents = 5, mostSteps = 6
}
