internal import Advice
internal import Verification

/// A check for a comment or a job's summary.
enum CheckMarkdown {
  static func bytes(of diagnostics: [Diagnostic], _ result: CheckResult) -> [UInt8] {
    let verdict = diagnostics.isEmpty ? "within the budget" : "not within the budget"
    var text = "## Cold start: \(verdict)\n\n"
    let origin = result.check.baseline.map { ", beside \($0.origin)" } ?? ""
    text += MarkdownText.plain("\(result.program), Python \(result.python)\(origin)") + ".\n\n"
    let rows = CheckRow.all(of: result).filter { !$0.allowed.isEmpty }
    if !rows.isEmpty {
      text += MarkdownText.table(
        [("Event", false), ("What", false), ("Measured", true), ("Allowed", true), ("", false)],
        rows.map { row in
          [MarkdownText.code(row.event, inTable: true)] + row.cells.dropFirst().map(MarkdownText.plain)
        }
      )
    }
    if let base = result.base {
      text += "\nStarted in turn with \(MarkdownText.code(base.revision)):\n\n"
      text += base.comparisons.map { comparison in
        "- \(MarkdownText.code(comparison.event)): \(MarkdownText.plain(CheckRow.comparison(comparison)))\n"
      }
      .joined()
    }
    if !diagnostics.isEmpty { text += "\n" + failures(diagnostics) }
    return Array(text.utf8)
  }

  private static func failures(_ diagnostics: [Diagnostic]) -> String {
    MarkdownText.table(
      [("What", false), ("Rule", false), ("Time", true), ("Share", true), ("Memory", true), ("Imported at", false)],
      diagnostics.map { diagnostic in
        [
          MarkdownText.plain(diagnostic.subject), diagnostic.rule.id,
          diagnostic.time > 0 ? Figures.time(nanoseconds: diagnostic.time) : "",
          diagnostic.time > 0 ? Figures.percent(diagnostic.share) : "",
          diagnostic.memory.map { Figures.memory(Double($0)) } ?? "",
          diagnostic.places.first.map { MarkdownText.code("\($0.file):\($0.line)", inTable: true) } ?? "",
        ]
      }
    ) + "\n"
      + diagnostics.map { "- " + $0.sentences.map(MarkdownText.message).joined(separator: " ") + "\n" }.joined()
  }
}
