public import Advice
internal import Foundation
public import ImportGraph
internal import PythonSyntax
public import Recording
internal import SourceText

/// The findings and the plan of a recording for programs to read, as `Schemas/report-2.schema.json` describes them.
public struct FindingsJSON {
  private let document: Document

  /// Takes what is to be shown.
  ///
  /// - Parameters:
  ///   - graph: the joined evidence.
  ///   - findings: what costs more than it gives.
  ///   - plan: what to change.
  ///   - examined: false where libraries were not looked at, because they cannot matter or nothing can be told.
  ///   - remarks: what the recording lacks.
  public init(
    _ graph: ImportGraph,
    _ findings: [Finding],
    _ plan: Plan,
    examined: Bool = true,
    _ remarks: [Remark] = []
  ) {
    let places = Places(graph)
    document = Document(
      python: graph.interpreter.version,
      initializationNs: graph.initializationTime,
      initializationShare: Double(graph.initializationTime)
        / Double(max(graph.initializationTime + graph.answerTime, 1)),
      startupNs: graph.startup.time,
      librariesExamined: examined,
      modules: graph.modules.count - 1,
      events: zip(graph.runs, plan.mustLoad).map { run, bound in
        Event(
          name: run.event,
          share: run.share,
          mustLoad: Event.Bound(modules: bound.moduleCount, timeNs: bound.time, memoryBytes: bound.memory)
        )
      },
      findings: findings.map { finding in
        Library(
          pattern: finding.pattern.rawValue,
          distribution: finding.distribution.name,
          version: finding.distribution.version,
          timeNs: finding.time,
          share: finding.share,
          memoryBytes: finding.memory,
          modules: finding.moduleCount,
          neededBy: finding.events,
          evidence: finding.evidence,
          suggestion: finding.suggestion,
          utilization: finding.utilization.map(Samples.init),
          parts: finding.parts.map { part in
            Part(
              name: part.name,
              timeNs: part.time,
              memoryBytes: part.memory,
              modules: part.moduleCount,
              neededBy: part.events,
              callPath: part.callPath.map(places.place)
            )
          },
          callPath: finding.callPath.map(places.place),
          sites: finding.sites.map(places.place)
        )
      },
      plan: Changes(
        expectedGainNs: plan.expectedGain,
        optimalityGapNs: plan.optimalityGap,
        predictions: plan.predictions.map {
          Prediction(event: $0.event, recordedNs: $0.recorded, expectedNs: $0.expected)
        },
        changes: plan.changes.map { change in
          Change(
            place: places.place(of: change.statement),
            name: places.name(of: change.statement),
            strategy: change.strategy.rawValue,
            applicability: "\(change.applicability)",
            caution: change.applicability.reason,
            group: change.group,
            marginalGainNs: change.marginalGain
          )
        },
        refusals: plan.refusals.map { refusal in
          Refused(
            place: places.place(of: refusal.statement),
            name: places.name(of: refusal.statement),
            potentialGainNs: refusal.potentialGain,
            hazard: refusal.reason.hazard.rawValue,
            reason: refusal.reason.sentence,
            isUnsafe: refusal.reason.isUnsafe
          )
        },
        noWins: plan.noWins.map { noWin in
          WithoutGain(
            place: places.place(of: noWin.statement),
            module: noWin.module,
            apparentTimeNs: noWin.apparentTime,
            reason: noWin.reason
          )
        }
      ),
      problems: graph.project.problems.map {
        Problem(file: Figures.path($0.file, below: graph.project.root), reason: "\($0.reason)")
      },
      remarks: remarks.map(\.description)
    )
  }

  /// The document, with a line end behind it.
  public var bytes: [UInt8] { encodedJSON(document) }

  private struct Places {
    let graph: ImportGraph

    init(_ graph: ImportGraph) { self.graph = graph }

    func place(_ site: CodeSite) -> Place {
      Place(file: Figures.path(site.file, below: graph.project.root), line: site.line)
    }

    func place(of statement: StatementReference) -> Place {
      Place(file: Figures.path(statement.file, below: graph.project.root), line: graph.project.line(of: statement))
    }

    func name(of statement: StatementReference) -> String {
      graph.project.boundName(of: statement) ?? ""
    }
  }

  private struct Document: Encodable {
    let schema = "libprof-report/2"
    let python: String
    let initializationNs: UInt64
    let initializationShare: Double
    let startupNs: UInt64
    let librariesExamined: Bool
    let modules: Int
    let events: [Event]
    let findings: [Library]
    let plan: Changes
    let problems: [Problem]
    let remarks: [String]
  }

  private struct Event: Encodable {
    struct Bound: Encodable {
      let modules: Int
      let timeNs: UInt64
      let memoryBytes: Int64
    }

    let name: String
    let share: Double
    let mustLoad: Bound
  }

  private struct Place: Encodable {
    let file: String
    let line: Int
  }

  private struct Library: Encodable {
    let pattern: String, distribution: String, version: String
    let timeNs: UInt64
    let share: Double
    let memoryBytes: Int64
    let modules: Int
    let neededBy: [String]
    let evidence: String, suggestion: String
    let utilization: Samples?
    let parts: [Part]
    let callPath: [Place], sites: [Place]
  }

  private struct Part: Encodable {
    let name: String
    let timeNs: UInt64
    let memoryBytes: Int64
    let modules: Int
    let neededBy: [String]
    let callPath: [Place]
  }

  private struct Samples: Encodable {
    let initialization: Double, invocation: Double, ownInvocation: Double, invocationNs: Double

    init(_ utilization: Utilization) {
      initialization = utilization.initialization
      invocation = utilization.invocation
      ownInvocation = utilization.ownInvocation
      invocationNs = utilization.invocationTime
    }
  }

  private struct Changes: Encodable {
    let expectedGainNs: Double, optimalityGapNs: Double
    let predictions: [Prediction]
    let changes: [Change]
    let refusals: [Refused]
    let noWins: [WithoutGain]
  }

  private struct Prediction: Encodable {
    let event: String
    let recordedNs: Double, expectedNs: Double
  }

  private struct Change: Encodable {
    let place: Place
    let name: String, strategy: String
    let applicability: String, caution: String?
    let group: Int
    let marginalGainNs: Double
  }

  private struct Refused: Encodable {
    let place: Place
    let name: String
    let potentialGainNs: Double
    let hazard: String, reason: String
    let isUnsafe: Bool
  }

  private struct WithoutGain: Encodable {
    let place: Place
    let module: String
    let apparentTimeNs: UInt64
    let reason: String
  }

  private struct Problem: Encodable {
    let file: String, reason: String
  }
}
