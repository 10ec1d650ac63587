public import Advice
public import ImportGraph

/// What is written under a request to merge that is closed because nothing is proven any more, in Markdown.
public struct WithdrawalComment: Sendable {
  /// The text, with a line end behind its last line.
  public let text: String

  /// Writes why.
  ///
  /// - Parameters:
  ///   - program: the program, as a user would type it.
  ///   - commit: what was looked at.
  ///   - command: the command that looked.
  ///   - attempts: the patches that were tried.
  ///   - dropped: the names left out because the program breaks with them, or because they do not pay.
  ///   - graph: what was planned from.
  public init(
    program: String,
    commit: String,
    command: String,
    attempts: [VerdictJSON.Attempt],
    dropped: [StatementReference: Reason],
    _ graph: ImportGraph
  ) {
    var text = "At \(commit), no patch is proven any more that makes \(MarkdownText.code(program)) start faster.\n\n"
    if let last = attempts.last {
      let conclusion = VerdictText(last.verdict, last.plan).conclusion
      text += conclusion.split(separator: "\n").map { MarkdownText.plain(String($0)) }.joined(separator: "  \n") + "\n"
    } else {
      text += "No import can be deferred with a gain.\n"
    }
    let reasons = dropped.sorted { $0.key < $1.key }.prefix(Self.mostReasons).map { statement, reason in
      "- \(MarkdownText.code(sourceLine(of: statement, in: graph))): \(MarkdownText.message("\(reason)"))\n"
    }
    if !reasons.isEmpty { text += "\n" + reasons.joined() }
    text +=
      "\nThis request is closed for that. Another one is opened when there is a patch again.\n\nTo look for yourself:\n\n"
    self.text = text + MarkdownText.block(Array(command.utf8), language: "sh")
  }

  private static let mostReasons = 20
}
