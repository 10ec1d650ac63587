import ArgumentParser
import Workflow

/// `libprof explain`.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say what a pattern of findings or a strategy of fixes means.",
    discussion: "The page has examples, which are the very ones that libprof's tests run."
  )

  @Argument(
    help: ArgumentHelp("A pattern or a strategy, as reports name it; all of them if left out.", valueName: "name")
  )
  var name: String?

  func run() throws {
    guard let name else {
      let width = ExplainedRule.all.map(\.id.count).max() ?? 0
      let lines = ExplainedRule.all.map { rule in
        "\(rule.id)\(String(repeating: " ", count: width - rule.id.count))  \(rule.summary)\n"
      }
      return Terminal.output(lines.joined())
    }
    guard let rule = ExplainedRule(name) else {
      let known = ExplainedRule.all.map(\.id).joined(separator: ", ")
      throw CommandFailure(description: "\(name) is no pattern and no strategy. There are: \(known).")
    }
    Terminal.output(try rule.page())
  }
}
