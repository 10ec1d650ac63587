internal import Advice
internal import ImportGraph
internal import SourceText
internal import Verification

/// A request to merge a proven patch, in Markdown: what changes and why, what was measured, and what stands against it.
public struct RequestBody: Sendable {
  /// One line.
  public let title: String
  /// The text, with a line end behind its last line.
  public let text: String

  /// Writes the request for a whole series of commits.
  public init(_ description: ChangeDescription) {
    let libraries = description.steps.flatMap(\.libraries)
    title = description.subject(Array(libraries.prefix(3)))
    let sections = [
      Self.changes(description), Self.measurements(description), Self.evidence(description), Self.left(description),
      Self.reproduction(description),
    ]
    text = sections.joined(separator: "\n")
  }

  private static func changes(_ description: ChangeDescription) -> String {
    var lines = [
      "`\(description.program)` loads libraries at every start that most of its answers do not need. This defers "
        + "\(description.plan.changes.count == 1 ? "one import" : "\(description.plan.changes.count) imported names").",
      "",
      "| import | name | change | expected gain |", "|---|---|---|---:|",
    ]
    for step in description.steps {
      for (index, change) in step.changes.enumerated() {
        let row = description.row(change)
        let gain = index == 0 ? Figures.time(nanoseconds: step.expectedGain) : "with it"
        lines.append("| `\(cell(row.place))` | `\(cell(row.name))` | \(cell(row.verb)) | \(gain) |")
      }
    }
    let cautions = description.plan.changes.compactMap { change in
      change.applicability.reason.map {
        "- `\(cell(description.row(change).name))` is *\(change.applicability)*: \(cell("\($0)"))"
      }
    }
    if !cautions.isEmpty { lines += ["", "Look at these before you merge:", ""] + cautions }
    return text(lines)
  }

  private static func measurements(_ description: ChangeDescription) -> String {
    var lines = [
      "## Cold start", "",
      "From the start of the process to the first response; medians, and the 95 % interval of their ratio.", "",
      "| event | before | after | times as fast | pairs | peak memory | cannot be avoided |",
      "|---|---:|---:|---|---:|---|---:|",
    ]
    for event in description.verdict.events {
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
      lines.append(
        "| `\(cell(event.event))` | \(seconds(start.before.median)) | \(seconds(start.after.median)) | \(factor) | "
          + "\(start.before.count) | \(memory ?? "–") | \(bound ?? "–") |"
      )
    }
    return text(lines)
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
      lines.append(
        "- Not compared, because it varies by itself: \(unstable.map { "`\(cell($0))`" }.joined(separator: ", "))."
      )
    }
    return text(lines)
  }

  private static func left(_ description: ChangeDescription) -> String {
    let dropped = description.dropped.sorted { $0.key < $1.key }.map { statement, reason in
      "- `\(cell(sourceLine(of: statement, in: description.graph)))`: dropped, \(cell("\(reason)"))"
    }
    let refused = description.plan.refusals.prefix(mostRefusals).map { refusal in
      "- `\(cell(sourceLine(of: refusal.statement, in: description.graph)))` "
        + "(\(Figures.time(nanoseconds: refusal.potentialGain))): \(cell("\(refusal.reason)"))"
    }
    guard !dropped.isEmpty || !refused.isEmpty else { return "" }
    return text(["## Left as it is", ""] + dropped + refused)
  }

  private static func reproduction(_ description: ChangeDescription) -> String {
    text([
      "## Reproduce", "", "On \(description.machine):", "", "```sh", description.command, "```",
    ])
  }

  private static let mostRefusals = 8

  private static func seconds(_ value: Double) -> String { Figures.time(nanoseconds: value * 1e9) }

  /// Names come from files: none may end a cell, a line or a code span, or address anybody.
  private static func cell(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "|": result += "\\|"
      case "`": result += "'"
      case "<": result += "&lt;"
      case "@": result += "@\u{200B}"
      default: result += character.properties.generalCategory == .control ? " " : String(character)
      }
    }
    return result
  }

  private static func text(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }
}
