public import Advice
internal import Foundation
public import ImportGraph
internal import Recording
public import Rewriting
internal import SourceText
public import Verification

/// Everything that the proof of a job's patches measured, for programs to read, as `Schemas/verdict-1.schema.json` describes it.
public struct VerdictJSON {
  /// A patch that was tried.
  public struct Attempt {
    /// What was planned, written and measured.
    public let plan: Plan, patch: Patch, verdict: Verdict

    /// Puts together what belongs to one patch.
    public init(plan: Plan, patch: Patch, verdict: Verdict) {
      self.plan = plan
      self.patch = patch
      self.verdict = verdict
    }
  }

  /// How long the parts of the job took.
  public struct Stages: Sendable {
    /// Seconds.
    public let profiling: Double, proof: Double

    /// Takes the times, in seconds.
    public init(profiling: Double, proof: Double) {
      self.profiling = profiling
      self.proof = proof
    }
  }

  private let document: Document

  /// Takes what is to be shown.
  ///
  /// - Parameters:
  ///   - program: what was started, as a user would type it.
  ///   - graph: what the patches were planned from.
  ///   - plan: the last plan, with or without changes.
  ///   - attempts: the patches in the order in which they were tried; the last one decides.
  ///   - dropped: the names left out because the program breaks with them, with the reason.
  ///   - disk: where the program's files were when it started.
  ///   - stages: how long the parts of the job took.
  public init(
    program: String,
    _ graph: ImportGraph,
    _ plan: Plan,
    attempts: [Attempt],
    dropped: [StatementReference: Reason],
    disk: DiskState,
    stages: Stages
  ) {
    func place(_ statement: StatementReference) -> Place {
      Place(
        file: graph.project.relativePath(of: statement.file),
        line: graph.project.line(of: statement),
        name: graph.project.boundName(of: statement) ?? ""
      )
    }
    document = Document(
      program: program,
      machine: Machine(
        python: graph.interpreter.version,
        processors: ProcessInfo.processInfo.processorCount,
        memoryBytes: Int(clamping: ProcessInfo.processInfo.physicalMemory),
        system: ProcessInfo.processInfo.operatingSystemVersionString,
        disk: disk.rawValue
      ),
      isProven: attempts.last?.verdict.isProven ?? false,
      stages: Durations(profilingSeconds: stages.profiling, proofSeconds: stages.proof),
      bounds: plan.mustLoad.map {
        Bound(
          event: $0.event,
          modules: $0.moduleCount,
          timeNs: $0.time,
          timeNowNs: $0.timeNow,
          memoryBytes: $0.memory,
          memoryNowBytes: $0.memoryNow
        )
      },
      dropped: dropped.sorted { $0.key < $1.key }.map {
        Drop(place: place($0.key), hazard: $0.value.hazard.rawValue, reason: $0.value.sentence)
      },
      unexpectedLoads: plan.unexpected,
      attempts: attempts.map { attempt in
        Try(
          outcome: attempt.verdict.outcome.name,
          explanation: attempt.verdict.outcome.explanation,
          expectedGainNs: attempt.plan.expectedGain,
          changes: attempt.plan.changes.map {
            Change(
              place: place($0.statement),
              strategy: $0.strategy.rawValue,
              applicability: "\($0.applicability)",
              caution: $0.applicability.reason,
              group: $0.group,
              marginalGainNs: $0.marginalGain
            )
          },
          files: attempt.patch.files.map {
            File(
              path: $0.relativePath,
              package: $0.package.map { "\($0.distribution.name) \($0.distribution.version)" },
              sha256Before: Digest.hexadecimal(of: $0.before),
              sha256After: Digest.hexadecimal(of: $0.after)
            )
          },
          events: attempt.verdict.events.map(Event.init)
        )
      }
    )
  }

  /// The document, with a line end behind it.
  public var bytes: [UInt8] { encodedJSON(document) }

  private struct Document: Encodable {
    let schema = "libprof-verdict/1"
    let program: String
    let machine: Machine
    let isProven: Bool
    let stages: Durations
    let bounds: [Bound]
    let dropped: [Drop]
    let unexpectedLoads: UnexpectedLoads
    let attempts: [Try]
  }

  private struct Machine: Encodable {
    let python: String
    let processors: Int
    let memoryBytes: Int
    let system: String
    let disk: String
  }

  private struct Durations: Encodable {
    let profilingSeconds, proofSeconds: Double
  }

  private struct Bound: Encodable {
    let event: String
    let modules: Int
    let timeNs, timeNowNs: UInt64
    let memoryBytes, memoryNowBytes: Int64
  }

  private struct Place: Encodable {
    let file: String
    let line: Int
    let name: String
  }

  private struct Drop: Encodable {
    let place: Place
    let hazard, reason: String
  }

  private struct Try: Encodable {
    let outcome: String
    let explanation: String?
    let expectedGainNs: Double
    let changes: [Change]
    let files: [File]
    let events: [Event]
  }

  private struct Change: Encodable {
    let place: Place
    let strategy: String
    let applicability: String, caution: String?
    let group: Int
    let marginalGainNs: Double
  }

  private struct File: Encodable {
    let path: String
    let package: String?
    let sha256Before, sha256After: String
  }

  private struct Event: Encodable {
    let event: String
    let share: Double
    let decision: String
    let isTimeSpent: Bool
    let notCompared: [String]
    let coldStartSeconds: Figure
    let initializationSeconds: Figure?
    let cpuSeconds: Figure?
    let peakMemoryBytes: Figure?
    let isPeakMemoryExact: Bool
    let modules: Figure?
    let pairs: [TrialResult<StartFigures>.Pair]

    init(_ result: Verdict.EventResult) {
      event = result.event
      share = result.share
      decision = result.decision.rawValue
      isTimeSpent = result.isTimeSpent
      notCompared = result.unstable
      coldStartSeconds = Figure(result.coldStart)
      initializationSeconds = result.comparison(of: \.initialization).map(Figure.init)
      cpuSeconds = result.comparison(of: \.cpuTime).map(Figure.init)
      peakMemoryBytes = result.comparison(of: \.peakMemory).map(Figure.init)
      isPeakMemoryExact = result.isPeakMemoryExact
      modules = result.comparison { $0.moduleCount.map(Double.init) }.map(Figure.init)
      pairs = result.pairs
    }
  }

  private struct Figure: Encodable {
    let before, after: Series
    /// After ÷ before: the median over the pairs, and the ends of its interval.
    let ratio: Double
    let ratioLower, ratioUpper: Double?

    init(_ comparison: Comparison) {
      before = Series(comparison.before)
      after = Series(comparison.after)
      ratio = comparison.ratio
      ratioLower = comparison.interval?.lower
      ratioUpper = comparison.interval?.upper
    }
  }

  private struct Series: Encodable {
    let median, minimum, maximum: Double
    let count: Int

    init(_ summary: Summary) {
      median = summary.median
      minimum = summary.minimum
      maximum = summary.maximum
      count = summary.count
    }
  }
}

extension Verdict.Outcome {
  /// A name that stays.
  fileprivate var name: String {
    switch self {
    case .proven: "proven"
    case .changesAnswer: "changes-answer"
    case .fails: "fails"
    case .checkFails: "check-fails"
    case .notFaster: "not-faster"
    case .slower: "slower"
    }
  }

  /// The evidence; nil where the figures say it.
  fileprivate var explanation: String? {
    switch self {
    case .changesAnswer(let event, let difference): "\(event): \(difference)"
    case .fails(let event, let output): "\(event): \(output)"
    case .checkFails(let command, let output): "\(command): \(output)"
    case .proven, .notFaster, .slower: nil
    }
  }
}
