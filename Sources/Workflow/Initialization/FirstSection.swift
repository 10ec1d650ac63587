internal import SourceText

/// The text of a first `[tool.libprof]`.
struct FirstSection {
  let candidates: [ProgramCandidate]
  /// What stands behind `events =`; none for a command.
  let events: [String]

  /// The section, lines ended as the file's are.
  func text(lineEnd: String) -> String {
    guard let first = candidates.first else { return "" }
    var lines = ["[tool.libprof]", line(first, isUsed: true)]
    lines += candidates.dropFirst().map { line($0, isUsed: false) }
    if !events.isEmpty { lines.append("events = \(TOMLText.strings(events))") }
    return lines.map { $0 + lineEnd }.joined()
  }

  private func line(_ candidate: ProgramCandidate, isUsed: Bool) -> String {
    "\(isUsed ? "" : "# or: ")\(candidate.setting)  # \(candidate.source)"
  }

  /// A file's text, or nothing, with the section at its end; all else stays byte by byte.
  func added(to text: String?) -> String {
    guard let text, !text.isEmpty else { return self.text(lineEnd: "\n") }
    let lineEnd = text.contains("\r\n") ? "\r\n" : "\n"
    let isEnded = text.unicodeScalars.last == "\n"
    return text + (isEnded ? "" : lineEnd) + lineEnd + self.text(lineEnd: lineEnd)
  }
}
