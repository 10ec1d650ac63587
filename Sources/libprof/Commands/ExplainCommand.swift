import ArgumentParser
import Workflow

/// `libprof explain`.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say what a pattern of findings, a strategy of fixes, a rule of checks or a hazard means.",
    discussion: "The page has examples, which are the very ones that libprof's tests run."
  )

  @Argument(
    help: ArgumentHelp(
      "A pattern, a strategy, a rule or a hazard, as reports name it; all of them if left out.",
      valueName: "name"
    ),
    completion: .list(ExplainedRule.names)
  )
  var name: String?

  func run() throws {
    guard let name else { return Terminal.output(Self.list) }
    // Reports set hazards in brackets.
    let plain = name.hasPrefix("[") && name.hasSuffix("]") ? String(name.dropFirst().dropLast()) : name
    guard let rule = ExplainedRule(plain) else {
      let nearest = ExplainedRule.nearest(to: plain).map { " Did you mean `\($0)`?" } ?? ""
      throw CommandFailure(
        description:
          "\(plain) is no pattern, no strategy, no rule and no hazard.\(nearest) `libprof explain` lists all there are."
      )
    }
    Terminal.output(try rule.page())
  }

  private static var list: String {
    let width = ExplainedRule.names.map(\.count).max() ?? 0
    return ExplainedRule.groups.map { group in
      let lines = group.rules.map { rule in
        "  \(rule.id)\(String(repeating: " ", count: width - rule.id.count))  \(rule.summary)\n"
      }
      return "\(group.title):\n\(lines.joined())"
    }
    .joined(separator: "\n")
  }
}
