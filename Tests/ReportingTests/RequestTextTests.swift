import Advice
import Foundation
import ImportGraph
import Reporting
import TestSupport
import Testing
import Verification
import Workflow

@Suite struct `A request to merge` {
  private static func description(
    of program: ReportedProgram,
    slowness: Double = 1,
    dropped: [StatementReference: Reason] = [:],
    command: String = "libprof fix --dry-run --handler app.handler --event order.json"
  ) -> ChangeDescription {
    ChangeDescription(
      program: "app.handler",
      command: command,
      machine: "Debian 12, 2 processors, Python 3.11.2",
      program.advice.graph,
      program.advice.plan,
      program.verdict(slowness: slowness),
      dropped: dropped,
      steps: ChangeStep.steps(of: program.advice.plan, in: program.advice.graph, by: .library)
    )
  }

  /// A reason to leave one of the plan's names out.
  private static func dropped(_ program: ReportedProgram, _ hazard: HazardKind) throws -> [StatementReference: Reason] {
    let statement = try #require(program.advice.plan.changes.first?.statement)
    return [statement: Reason(hazard, "with the patch, `order.json` is answered differently")]
  }

  private static func compare(_ text: String, with name: String) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/\(name)")
    let outcome = try Golden.compare(text, with: file)
    #expect(outcome.isFine, "\(outcome)")
  }

  @Test func `tells a reviewer all that is known`() throws {
    let program = try ReportedProgram()
    let body = RequestBody(Self.description(of: program, dropped: try Self.dropped(program, .proof)))
    #expect(body.title == "Import lib, tool and far only where they are needed")
    try Self.compare(body.text, with: "request-body.md")
  }

  @Test func `is marked by what it says apart from figures`() throws {
    let program = try ReportedProgram()
    let body = RequestBody(Self.description(of: program))
    let slower = RequestBody(Self.description(of: program, slowness: 2))
    #expect(body.text != slower.text && body.mark == slower.mark)
    #expect(RequestBody.mark(in: body.text) == body.mark)
    #expect(RequestBody.mark(in: body.text.replacing("\n", with: "\r\n")) == body.mark)
    #expect(RequestBody.mark(in: "A text of somebody else.") == nil)
    let others = [
      Self.description(of: program, dropped: try Self.dropped(program, .proof)),
      Self.description(of: program, command: "libprof fix --dry-run --handler app.handler --event other.json"),
      Self.description(of: try ReportedProgram(["views.py": Array("import base\nTITLE = base.TITLE\n".utf8)])),
    ]
    for other in others { #expect(RequestBody(other).mark != body.mark) }
  }

  @Test func `is no longer than services take`() throws {
    let uses =
      (0..<150).map { "import more\($0)\n" } + (0..<150).map { "def use\($0)():\n    return more\($0).work()\n" }
    let names = try ReportedProgram(extra: 150, more: uses.joined())
    #expect(names.advice.plan.changes.count > 150)
    let body = RequestBody(Self.description(of: names))
    #expect(body.text.count < 32_768)
    #expect(body.text.contains("more, see the commits."))
    #expect(body.text.split(separator: "\n").count { $0.hasPrefix("| `more.py:") } <= 80)
  }

  @Test(arguments: [
    (Verdict.Outcome.notFaster, Decision.undecided, true), (.notFaster, .noDifference, false),
    (.slower(event: "order.json", factor: 2), .undecided, false),
    (.changesAnswer(event: "order.json", difference: "other"), .undecided, false), (.proven, .faster, false),
  ]) func `waits only for measurements that scatter`(outcome: Verdict.Outcome, decision: Decision, waits: Bool) throws {
    #expect(try ReportedProgram().verdict(outcome, decision: decision).isUndecided == waits)
  }

  @Test func `is closed with the reason`() throws {
    let program = try ReportedProgram()
    let attempt = VerdictJSON.Attempt(
      plan: program.advice.plan,
      patch: program.advice.patch,
      verdict: program.verdict(.changesAnswer(event: "order.json", difference: "$.ok is <missing>"))
    )
    let comment = WithdrawalComment(
      program: "app.handler",
      commit: "0123456789abcdef0123456789abcdef01234567",
      command: "libprof fix --dry-run --handler app.handler --event order.json",
      attempts: [attempt],
      dropped: try Self.dropped(program, .proof),
      program.advice.graph
    )
    try Self.compare(comment.text, with: "request-withdrawal.md")
  }
}
