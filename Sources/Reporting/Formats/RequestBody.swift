internal import Advice
internal import Foundation
internal import ImportGraph
internal import Recording
internal import SourceText
internal import Verification

/// A request to merge a proven patch, in Markdown: what changes and why, what was measured, and what stands against it.
public struct RequestBody: Sendable {
  /// One line.
  public let title: String
  /// The text, with a line end behind its last line, which holds the mark and is not shown.
  public let text: String
  /// Stands for what the text says apart from figures, which are others in every run.
  public let mark: String

  /// Writes the request for a whole series of commits.
  public init(_ description: ChangeDescription) {
    let libraries = description.steps.flatMap(\.libraries)
    title = description.subject(Array(libraries.prefix(3)))
    let sections = [
      Self.changes(description), Self.measurements(description), Self.evidence(description), Self.left(description),
      Self.reproduction(description),
    ]
    mark = Self.mark(of: description)
    text = (sections + ["<!-- libprof: \(mark) -->\n"]).filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// The mark in a text that an earlier run wrote; nil if there is none.
  public static func mark(in text: String) -> String? {
    text.matches(of: /<!-- libprof: ([0-9a-f]{16}) -->/).last.map { String($0.output.1) }
  }

  private static func mark(of description: ChangeDescription) -> String {
    let changes = description.plan.changes.map { change in
      let row = description.row(change)
      return [row.place, row.name, row.verb, change.applicability.reason ?? ""]
    }
    let dropped = description.dropped.map { [sourceLine(of: $0.key, in: description.graph), $0.value.hazard.rawValue] }
    let facts = (changes + dropped).map { $0.joined(separator: "\0") }.sorted()
    let texts = [description.program, description.command] + facts
    return String(Digest.hexadecimal(of: Array(texts.joined(separator: "\n").utf8)).prefix(16))
  }

  private static func changes(_ description: ChangeDescription) -> String {
    let count = description.plan.changes.count
    var text =
      "\(MarkdownText.code(description.program)) loads libraries at every start that most of its answers do not need. "
      + "This defers \(count == 1 ? "one import" : "\(count) imported names").\n\n"
    let rows = description.steps.flatMap { step in
      step.changes.enumerated().map { index, change in
        let row = description.row(change)
        return [
          MarkdownText.code(row.place, inTable: true), MarkdownText.code(row.name, inTable: true),
          MarkdownText.plain(row.verb), index == 0 ? Figures.time(nanoseconds: step.expectedGain) : "with it",
        ]
      }
    }
    text += MarkdownText.table(
      [("import", false), ("name", false), ("change", false), ("expected gain", true)],
      Array(rows.prefix(mostChanges))
    )
    if rows.count > mostChanges { text += "\nand \(rows.count - mostChanges) more, see the commits.\n" }
    let cautions = description.plan.changes.compactMap { change in
      change.applicability.reason.map { reason in
        "- \(MarkdownText.code(description.row(change).name)) is *\(change.applicability)*: \(MarkdownText.message(reason))\n"
      }
    }
    if !cautions.isEmpty {
      text += "\nLook at these before you merge:\n\n" + cautions.prefix(mostCautions).joined()
      if cautions.count > mostCautions {
        text += "- and at \(cautions.count - mostCautions) more: the commits name them.\n"
      }
    }
    return text
  }

  private static func measurements(_ description: ChangeDescription) -> String {
    let rows = description.verdict.events.map { event in
      let start = event.coldStart
      var factor = Figures.factor(1 / start.ratio)
      if let interval = start.interval {
        factor += " (\(Figures.factor(1 / interval.upper)) to \(Figures.factor(1 / interval.lower)))"
      }
      let memory = event.comparison(of: \.peakMemory).map {
        "\(Figures.memory($0.before.median)) → \(event.isPeakMemoryExact ? "" : "at most ")\(Figures.memory($0.after.median))"
      }
      let bound = description.plan.mustLoad.first { $0.event == event.event }.map {
        "\(Figures.time(nanoseconds: Double($0.time))) of \(Figures.time(nanoseconds: Double($0.timeNow))) of imports"
      }
      return [
        MarkdownText.code(event.event, inTable: true), Figures.time(nanoseconds: start.before.median * 1e9),
        Figures.time(nanoseconds: start.after.median * 1e9), factor, "\(start.before.count)", memory ?? "–",
        bound ?? "–",
      ]
    }
    let rest = rows.count - mostEvents
    return "## Cold start\n\n"
      + "From the start of the process to the first response; medians, and the 95 % interval of their ratio.\n\n"
      + MarkdownText.table(
        [
          ("event", false), ("before", true), ("after", true), ("times as fast", false), ("pairs", true),
          ("peak memory", false), ("cannot be avoided", true),
        ],
        Array(rows.prefix(mostEvents))
      )
      + (rest > 0 ? "\nand \(rest) more events.\n" : "")
  }

  private static func evidence(_ description: ChangeDescription) -> String {
    let count = description.verdict.events.count
    var lines = [
      "## How this is known", "",
      "- Every function that ran and every module that was loaded was recorded, so what is not needed is a fact about the recorded runs: "
        + "\(count == 1 ? "one event" : "\(count) events").",
      "- Before and after gave the same answers. Nothing is said of inputs that were not recorded.",
      "- Each import was held against \(Hazards.count) hazards: import-time effects, patched names, `sys.modules`, "
        + "subclass registries, threads, forks, exits, annotations that are read, and the like.",
    ]
    let unstable = Set(description.verdict.events.flatMap(\.unstable)).sorted()
    if !unstable.isEmpty {
      let places = unstable.map { MarkdownText.code($0) }
      lines.append("- Not compared, because it varies by itself: \(places.joined(separator: ", ")).")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func left(_ description: ChangeDescription) -> String {
    func item(_ statement: StatementReference, _ remark: String, _ reason: Reason) -> String {
      let place = MarkdownText.code(sourceLine(of: statement, in: description.graph))
      return "- \(place)\(remark) \(MarkdownText.message("\(reason)"))\n"
    }
    let dropped = description.dropped.sorted { $0.key < $1.key }.map { item($0, ", dropped:", $1) }
    let refused = description.plan.refusals.prefix(mostRefusals).map {
      item($0.statement, " (\(Figures.time(nanoseconds: $0.potentialGain))):", $0.reason)
    }
    guard !dropped.isEmpty || !refused.isEmpty else { return "" }
    let rest = dropped.count - mostDropped
    let more = rest > 0 ? ["- and \(rest) more dropped.\n"] : []
    return "## Left as it is\n\n" + (dropped.prefix(mostDropped) + more + refused).joined()
  }

  private static func reproduction(_ description: ChangeDescription) -> String {
    "## Reproduce\n\nOn \(MarkdownText.plain(description.machine)):\n\n"
      + MarkdownText.block(Array(description.command.utf8), language: "sh")
  }

  // So that the text stays below the 65,536 characters that GitHub and a push option take.
  private static let mostChanges = 80
  private static let mostCautions = 20
  private static let mostEvents = 40
  private static let mostDropped = 20
  private static let mostRefusals = 8
}
