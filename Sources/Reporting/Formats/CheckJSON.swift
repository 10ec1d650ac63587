internal import Advice
internal import Recording
internal import Verification

/// A check for programs to read, as `Schemas/check-1.schema.json` describes it.
struct CheckJSON {
  private let document: Document

  init(_ result: CheckResult, _ failures: [CheckDiagnostics.Failure]) {
    document = Document(
      program: result.program,
      python: result.python,
      isWithinBudget: result.isWithinBudget,
      baseline: result.check.baseline?.origin,
      base: result.base.map { Base(revision: $0.revision, commit: $0.commit) },
      measures: result.check.measures.map { measure in
        Quantity(
          event: measure.event,
          quantity: measure.quantity.rawValue,
          unit: measure.unit,
          value: measure.value.rounded(),
          allowed: measure.allowed?.rounded(),
          relativeTo: measure.limit.map { $0.needsBaseline ? "baseline" : measure.unitOfLimit },
          lower: measure.interval?.lowerBound.rounded(),
          upper: measure.interval?.upperBound.rounded(),
          isOver: measure.isOver
        )
      },
      comparisons: result.base?.comparisons.map(Paired.init) ?? [],
      drift: result.drift.map { drift in
        Drift(
          origin: drift.origin,
          distance: Paired.rounded(drift.distance),
          allowed: drift.limit,
          isOutOfDate: drift.isOutOfDate,
          changes: drift.changes.map {
            Change(event: $0.event, recorded: Paired.rounded($0.recorded), current: Paired.rounded($0.current))
          }
        )
      },
      failures: failures.map { failure in
        Failure(
          rule: failure.diagnostic.rule.id,
          subject: failure.diagnostic.subject,
          message: failure.diagnostic.message,
          events: failure.events,
          isNew: failure.isNew,
          imports: failure.imports.map { Statement($0, result) }
        )
      }
    )
  }

  /// The document, with a line end behind it.
  var bytes: [UInt8] { encodedJSON(document) }

  private struct Document: Encodable {
    let schema = "libprof-check/1"
    let program, python: String
    let isWithinBudget: Bool
    let baseline: String?
    let base: Base?
    let measures: [Quantity]
    let comparisons: [Paired]
    let drift: Drift?
    let failures: [Failure]
  }

  private struct Base: Encodable {
    let revision, commit: String
  }

  private struct Quantity: Encodable {
    let event, quantity, unit: String
    let value: Double
    let allowed: Double?
    let relativeTo: String?
    let lower, upper: Double?
    let isOver: Bool
  }

  private struct Paired: Encodable {
    let event: String
    let allowed: Double
    let verdict: String
    var beforeNs, afterNs, ratio, lower, upper: Double?
    var pairs: Int?
    var reason: String?

    init(_ comparison: BaseComparison) {
      event = comparison.event
      allowed = comparison.limit
      verdict = comparison.verdict.rawValue
      switch comparison.outcome {
      case .measured(let measured):
        (beforeNs, afterNs) = ((measured.before.median * 1e9).rounded(), (measured.after.median * 1e9).rounded())
        (ratio, pairs) = (Self.rounded(measured.ratio), measured.before.count)
        (lower, upper) = (
          measured.interval.map { Self.rounded($0.lower) }, measured.interval.map { Self.rounded($0.upper) }
        )
      case .baseFails(let text): reason = text
      case .noTime: break
      }
    }

    /// Six digits behind the point are more than starts tell.
    static func rounded(_ value: Double) -> Double { (value * 1e6).rounded() / 1e6 }
  }

  private struct Drift: Encodable {
    let origin: String
    let distance, allowed: Double
    let isOutOfDate: Bool
    let changes: [Change]
  }

  private struct Change: Encodable {
    let event: String
    let recorded, current: Double
  }

  private struct Failure: Encodable {
    let rule, subject, message: String
    let events: [String]
    let isNew: Bool
    let imports: [Statement]
  }

  private struct Statement: Encodable {
    let file: String?
    let line: Int?
    let statement: String?
    let library, module: String
    let timeNs: UInt64
    let memoryBytes: Int64
    let modules: Int
    let isDirect: Bool
    let chain: [Step]
    let introducedBy: Commit?

    init(_ added: AddedImport, _ result: CheckResult) {
      let origin = added.site.flatMap { result.origins[$0] }
      file = added.site.map { Figures.path($0.file, below: result.root) }
      line = added.site?.line
      statement = origin?.statement
      (library, module) = ("\(added.library)", added.module)
      (timeNs, memoryBytes, modules) = (added.time, added.memory, added.moduleCount)
      isDirect = added.isDirect
      chain = added.chain.map { link in
        Step(
          file: link.site.map { Figures.path($0.file, below: result.root) },
          line: link.site?.line,
          module: link.module
        )
      }
      introducedBy = origin?.introduction.map { introduction in
        Commit(
          commit: introduction.commit,
          author: introduction.author,
          day: introduction.day,
          subject: introduction.subject,
          isAtEndOfHistory: introduction.isAtEndOfHistory
        )
      }
    }
  }

  private struct Step: Encodable {
    let file: String?
    let line: Int?
    let module: String
  }

  private struct Commit: Encodable {
    let commit: String?
    let author, day, subject: String
    let isAtEndOfHistory: Bool
  }
}

extension BudgetCheck.Measure {
  fileprivate var unit: String {
    switch quantity {
    case .initialization: "ns"
    case .memory: "bytes"
    case .modules: "modules"
    }
  }

  /// What a limit counts in that is no share of the baseline.
  fileprivate var unitOfLimit: String { quantity == .initialization ? "interpreter" : "nothing" }
}
