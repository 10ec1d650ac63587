internal import Advice
internal import ImportGraph
internal import Recording

/// Findings for a comment or a job's summary.
enum FindingsMarkdown {
  static func bytes(of diagnostics: [Diagnostic], _ graph: ImportGraph, _ plan: Plan, remark: String?) -> [UInt8] {
    let initialization = Figures.time(nanoseconds: Double(graph.initializationTime))
    let events = graph.runs.count == 1 ? "1 recorded event" : "\(graph.runs.count) recorded events"
    var text = "## Cold start: \(initialization) of initialization\n\n"
    text +=
      "\(graph.modules.count - 1) modules, Python \(MarkdownText.plain(graph.interpreter.version)), \(events).\n\n"
    if let remark {
      text += MarkdownText.plain(remark) + "\n"
    } else if diagnostics.isEmpty {
      text += "Nothing costly is loaded that the recorded events do not need.\n"
    }
    if !diagnostics.isEmpty { text += table(diagnostics) + "\n" + evidence(diagnostics) }
    if !plan.predictions.isEmpty, !plan.changes.isEmpty { text += "\n" + predictions(plan) }
    return Array(text.utf8)
  }

  private static func table(_ diagnostics: [Diagnostic]) -> String {
    MarkdownText.table(
      [
        ("Library", false), ("Pattern", false), ("Time", true), ("Share", true), ("Memory", true),
        ("Imported at", false),
      ],
      diagnostics.map { diagnostic in
        let others = diagnostic.places.count - 1
        let place = diagnostic.places.first.map { MarkdownText.code("\($0.file):\($0.line)", inTable: true) } ?? ""
        return [
          MarkdownText.plain(diagnostic.subject), diagnostic.rule.id, Figures.time(nanoseconds: diagnostic.time),
          Figures.percent(diagnostic.share), diagnostic.memory.map { Figures.memory(Double($0)) } ?? "",
          place + (others > 0 ? " and \(others) more" : ""),
        ]
      }
    )
  }

  private static func evidence(_ diagnostics: [Diagnostic]) -> String {
    let items = diagnostics.map { diagnostic in
      "- "
        + diagnostic.sentences.map(MarkdownText.message).joined(separator: " ") + "\n"
    }
    return "<details>\n<summary>Evidence</summary>\n\n" + items.joined() + "\n</details>\n"
  }

  private static func predictions(_ plan: Plan) -> String {
    "What `libprof fix` would write is expected to make of the cold starts:\n\n"
      + MarkdownText.table(
        [("Event", false), ("Now", true), ("Expected", true)],
        plan.predictions.map {
          [
            MarkdownText.code($0.event, inTable: true), Figures.time(nanoseconds: $0.recorded),
            Figures.time(nanoseconds: $0.expected),
          ]
        }
      )
  }
}
