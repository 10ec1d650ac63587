internal import Advice
internal import Foundation
internal import ImportGraph
public import Recording
public import Reporting
internal import Rewriting

/// What `libprof fix --verdict` has written of a proof, read to tell whether it is one of the patch at hand.
public struct EarlierProof: Sendable {
  private let document: Document

  /// Reads the file.
  ///
  /// - Throws: `WorkflowError.noVerdict`.
  public init(file: String) throws(WorkflowError) {
    do {
      document = try JSONDecoder().decode(Document.self, from: Data(contentsOf: URL(filePath: file)))
    } catch {
      throw .noVerdict(file: file)
    }
    guard document.schema == "libprof-verdict/1" else { throw .noVerdict(file: file) }
  }

  /// Plans as the proof did: without the names that it left out, and with what its trial starts have loaded.
  ///
  /// - Parameters:
  ///   - recording: what running the program showed.
  ///   - settings: what the user wants of the plan.
  /// - Returns: the plan.
  public func advice(_ recording: Recording, _ settings: PlanSettings) -> Advise {
    let unexpected = document.unexpectedLoads ?? UnexpectedLoads()
    let advice = Advise(recording, settings, countingIn: unexpected)
    guard !document.dropped.isEmpty else { return advice }
    let project = advice.graph.project
    var excluded: [StatementReference: Reason] = [:]
    for statement in Set(advice.graph.edges.compactMap(\.statement)) {
      let drop = document.dropped.first {
        $0.place.file == project.relativePath(of: statement.file) && $0.place.line == project.line(of: statement)
          && $0.place.name == project.boundName(of: statement)
      }
      if let drop { excluded[statement] = Reason(HazardKind(rawValue: drop.hazard) ?? .proof, drop.reason) }
    }
    return excluded.isEmpty ? advice : Advise(recording, settings, excluding: excluded, countingIn: unexpected)
  }

  /// How far it proves what is planned: not at all if that is another patch, or of other files.
  public func proof(of advice: Advise) -> ReviewProof {
    guard document.isProven, let attempt = document.attempts.last else { return .planned }
    let proven = Set(attempt.files.map { [$0.path, $0.sha256Before, $0.sha256After] })
    let planned = Set(
      advice.patch.files.map {
        [$0.relativePath, Digest.hexadecimal(of: $0.before), Digest.hexadecimal(of: $0.after)]
      }
    )
    guard proven == planned else { return .planned }
    return .proven(
      attempt.events.map { event in
        let start = event.coldStartSeconds
        return ReviewProof.MeasuredStart(
          event: event.event,
          before: start.before.median,
          after: start.after.median,
          ratio: start.ratio,
          interval: start.ratioLower.flatMap { lower in start.ratioUpper.map { (lower, $0) } },
          pairs: start.before.count
        )
      }
    )
  }

  /// What is needed of `verdict-1.schema.json`.
  private struct Document: Decodable {
    let schema: String
    let isProven: Bool
    let dropped: [Drop]
    /// Verdicts of older versions know none.
    let unexpectedLoads: UnexpectedLoads?
    let attempts: [Attempt]
  }

  private struct Drop: Decodable {
    let place: Place
    let hazard, reason: String
  }

  private struct Place: Decodable {
    let file: String
    let line: Int
    let name: String
  }

  private struct Attempt: Decodable {
    let files: [File]
    let events: [Event]
  }

  private struct File: Decodable {
    let path, sha256Before, sha256After: String
  }

  private struct Event: Decodable {
    let event: String
    let coldStartSeconds: Figure
  }

  private struct Figure: Decodable {
    let before, after: Series
    let ratio: Double
    let ratioLower, ratioUpper: Double?
  }

  private struct Series: Decodable {
    let median: Double
    let count: Int
  }
}
