public import Advice
internal import SourceText

/// The message of a commit that holds a part of a proven patch.
public struct CommitMessage: Sendable {
  /// The line at a message's end by which a later run knows its own commits.
  public static let trailer = "Libprof-Program"

  /// The message, with a line end behind its last line.
  public let text: String

  /// Writes it: what changes, what it is expected to be worth, and what was measured of the whole series.
  public init(_ step: ChangeStep, _ description: ChangeDescription) {
    var lines = [Self.short(description.subject(step.libraries)), ""]
    let count = step.changes.count
    lines.append(
      "\(count == 1 ? "This import costs" : "These \(count) imported names cost") a start "
        + "\(Figures.time(nanoseconds: step.expectedGain)) on the average, and not every answer needs what \(count == 1 ? "it loads" : "they load"):"
    )
    for change in step.changes {
      let row = description.row(change)
      lines.append("  \(row.place)  \(row.verb) `\(row.name)`")
      if let reason = change.applicability.reason { lines.append("    \(change.applicability): \(reason)") }
    }
    lines.append("")
    lines.append(
      description.steps.count == 1
        ? "Measured before and after in turn, each time in a fresh process:"
        : "Measured with the whole series of \(description.steps.count) commits, before and after in turn, each time in a fresh process:"
    )
    lines += VerdictText(description.verdict, description.plan).measurements
    lines += ["The answers were the same.", "", "\(Self.trailer): \(Self.name(of: description.program))"]
    text = lines.map { $0 + "\n" }.joined()
  }

  /// A program's name as it stands behind the trailer: on one line.
  public static func name(of program: String) -> String {
    program.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// A subject that fits where git shows it.
  private static func short(_ subject: String) -> String {
    subject.count <= 72 ? subject : String(subject.prefix(71)) + "…"
  }
}
