internal import ImportGraph
internal import Rewriting
internal import Verification

/// What came of a fix for a comment or a job's summary: figures, changes, and the patch.
enum FixMarkdown {
  static func bytes(of diagnostics: [Diagnostic], _ attempt: VerdictJSON.Attempt?, _ graph: ImportGraph) -> [UInt8] {
    guard let attempt else {
      return Array("## Cold start\n\nNothing to change: no import can be deferred with a gain.\n".utf8)
    }
    let verdict = attempt.verdict
    var text = "## Cold start: \(diagnostics.isEmpty ? "no patch" : "a proven patch")\n\n"
    if !verdict.events.isEmpty { text += measurements(verdict) + "\n" }
    let conclusion = VerdictText(verdict, attempt.plan).conclusion
    text += conclusion.split(separator: "\n").map { MarkdownText.plain(String($0)) }.joined(separator: "  \n") + "\n"
    guard verdict.isProven else { return Array(text.utf8) }
    text += "\n" + diagnostics.map(item).joined()
    text += "\n<details>\n<summary>The patch</summary>\n\n"
    text += MarkdownText.block(attempt.patch.diff, language: "diff") + "\n</details>\n"
    return Array(text.utf8)
  }

  private static func measurements(_ verdict: Verdict) -> String {
    MarkdownText.table(
      [("Event", false), ("Before", true), ("After", true), ("As fast", true), ("Interval", true), ("Pairs", true)],
      verdict.events.map { event in
        let start = event.coldStart
        let interval = start.interval.map {
          "\(Figures.factor(1 / $0.upper)) to \(Figures.factor(1 / $0.lower))"
        }
        return [
          MarkdownText.code(event.event, inTable: true), Figures.time(nanoseconds: start.before.median * 1e9),
          Figures.time(nanoseconds: start.after.median * 1e9), Figures.factor(1 / start.ratio), interval ?? "",
          "\(start.before.count)",
        ]
      }
    )
  }

  private static func item(_ diagnostic: Diagnostic) -> String {
    let places = diagnostic.places.prefix(mostPlaces).map { MarkdownText.code("\($0.file):\($0.line)") }
    let rest = diagnostic.places.count - places.count
    return "- \(MarkdownText.message(diagnostic.message)) (\(places.joined(separator: ", "))"
      + "\(rest > 0 ? " and \(rest) more" : "")).\n"
  }

  private static let mostPlaces = 3
}
