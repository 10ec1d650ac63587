internal import Advice
internal import Recording
internal import Verification

/// What a check found wrong, as diagnostics: limits that are not kept, then regressions, then the drift of the workload.
struct CheckDiagnostics {
  /// A diagnostic with the values that it was made of.
  struct Failure: Sendable {
    let diagnostic: Diagnostic
    let events: [String]
    let imports: [AddedImport]
    let isNew: Bool
    /// What there is to say of it, and of each of the imports.
    let remarks: [String], causes: [[String]]
  }

  let failures: [Failure]

  var all: [Diagnostic] { failures.map(\.diagnostic) }

  init(_ result: CheckResult) {
    var known: Set<String> = []
    let words = CheckWords(result)
    failures =
      result.check.breaches.map { Self.failure($0, result, words, &known) }
      + result.regressions.map { Self.failure($0, result, words, &known) }
      + (result.drift.map { $0.isOutOfDate ? [Self.failure($0, words, &known)] : [] } ?? [])
  }

  private static func failure(
    _ breach: BudgetCheck.Breach,
    _ result: CheckResult,
    _ words: CheckWords,
    _ known: inout Set<String>
  ) -> Failure {
    let rule: CheckRule
    let subject: String
    switch breach.kind {
    case .quantity(let measure):
      subject = measure.event
      switch measure.quantity {
      case .initialization: rule = .initBudget
      case .memory: rule = .memoryBudget
      case .modules: rule = .moduleBudget
      }
    case .forbidden(let library): (rule, subject) = (.forbiddenLibrary, library)
    case .eager(let library): (rule, subject) = (.eagerLibrary, library)
    }
    return make(
      rule,
      subject,
      words.message(of: breach),
      breach.events,
      Array(breach.imports.prefix(CheckResult.mostImports)),
      isNew: breach.isNew,
      words,
      &known
    )
  }

  private static func failure(
    _ comparison: BaseComparison,
    _ result: CheckResult,
    _ words: CheckWords,
    _ known: inout Set<String>
  ) -> Failure {
    let (imports, isNew) = result.check.imports(raising: .initialization, of: comparison.event)
    return make(
      .regression,
      comparison.event,
      words.message(of: comparison),
      [comparison.event],
      // What was there before cannot have made it slower.
      isNew ? Array(imports.prefix(CheckResult.mostImports)) : [],
      isNew: isNew,
      words,
      &known
    )
  }

  private static func failure(_ drift: WorkloadDrift, _ words: CheckWords, _ known: inout Set<String>) -> Failure {
    let remarks =
      words.changes(of: drift) + [
        "Record the events that matter today, with their weights, and write the baseline again with `libprof check --update`"
      ]
    let diagnostic = Diagnostic(
      rule: Rule(.workloadDrift),
      subject: "workload",
      message: words.message(of: drift),
      notes: remarks,
      time: 0,
      share: 0,
      memory: nil,
      places: [],
      fix: nil,
      fingerprint: Diagnostic.fingerprint(of: [CheckRule.workloadDrift.rawValue], among: &known)
    )
    return Failure(
      diagnostic: diagnostic,
      events: drift.changes.map(\.event),
      imports: [],
      isNew: false,
      remarks: remarks,
      causes: []
    )
  }

  private static func make(
    _ rule: CheckRule,
    _ subject: String,
    _ message: String,
    _ events: [String],
    _ imports: [AddedImport],
    isNew: Bool,
    _ words: CheckWords,
    _ known: inout Set<String>
  ) -> Failure {
    let places = imports.compactMap(words.place)
    let time = imports.reduce(0) { $0 + Double($1.time) }
    let unexplained =
      imports.isEmpty ? ["The same modules are loaded: they take longer, or the program does something else"] : []
    let causes = imports.map { words.sentences(of: $0, isNew: isNew) }
    let remarks = words.others(than: subject, of: events) + unexplained
    let diagnostic = Diagnostic(
      rule: Rule(rule),
      subject: subject,
      message: message,
      notes: remarks + causes.flatMap(\.self),
      time: time,
      share: words.share(of: time, events.first),
      memory: imports.isEmpty ? nil : imports.reduce(0) { $0 + $1.memory },
      places: places,
      fix: nil,
      // The figures change from run to run; what is to blame does not.
      fingerprint: Diagnostic.fingerprint(
        of: [rule.rawValue, subject, places.first?.file ?? "", imports.first?.module ?? ""],
        among: &known
      )
    )
    return Failure(
      diagnostic: diagnostic,
      events: events,
      imports: imports,
      isNew: isNew,
      remarks: remarks,
      causes: causes
    )
  }
}
