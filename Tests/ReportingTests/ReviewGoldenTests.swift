import Foundation
import ImportGraph
import TestSupport
import Testing
import Workflow

@testable import Reporting

@Suite struct `A review` {
  /// What touches the first lines of `app.py`, of which the diff shows so many, and all of `deep/far.py`.
  private static func change(showing lines: Int) -> ReviewedChange {
    let app = ReviewedFile.Hunk(
      first: 1,
      oldNumbers: (1...lines).map { $0 < 2 || $0 > 4 ? ($0 > 4 ? $0 - 3 : $0) : nil }
    )
    return ReviewedChange(
      base: String(repeating: "b", count: 40),
      target: String(repeating: "a", count: 40),
      head: String(repeating: "c", count: 40),
      files: [
        ReviewedFile(path: "services/api/app.py", hunks: [app]),
        ReviewedFile(added: "services/api/deep/far.py", lineCount: 5),
        // Not a part of the program.
        ReviewedFile(added: "views.py", lineCount: 3),
      ]
    )
  }

  private static func review(
    _ program: ReportedProgram,
    of change: ReviewedChange,
    _ proof: ReviewProof = .planned
  ) -> Review {
    let advice = program.advice
    return Review(
      of: change,
      advice.graph,
      advice.plan,
      advice.findings,
      advice.fixes,
      proof,
      in: Repository(around: program.folder.path)
    )
  }

  @Test(arguments: ReviewFormat.allCases) func `looks as recorded`(format: ReviewFormat) throws {
    let review = Self.review(try ReportedProgram(), of: Self.change(showing: 16))
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
    let outcome = try Golden.compare(
      review.bytes(format),
      with: folder.appending(path: "review-\(format.rawValue).txt")
    )
    #expect(outcome.isFine, "\(outcome)")
  }

  @Test func `suggests where all lines are shown, else it folds the patch`() throws {
    let program = try ReportedProgram()
    #expect(Self.review(program, of: Self.change(showing: 16)).counts == "2 suggestions, 1 comment")
    // The use of `tool` is not shown.
    #expect(Self.review(program, of: Self.change(showing: 10)).counts == "1 suggestion, 2 comments")
  }

  @Test func `says nothing of a file that the change does not touch`() throws {
    let program = try ReportedProgram()
    var change = Self.change(showing: 16)
    change.files["services/api/deep/far.py"] = nil
    let text = String(decoding: Self.review(program, of: change).bytes(.text), as: UTF8.self)
    #expect(text.contains("app.py:2: ") && text.contains("app.py:4: ") && !text.contains("far.py"))
    change.files = [:]
    let none = Self.review(program, of: change)
    #expect(none.isEmpty && none.bytes(.github).isEmpty && none.patch.isEmpty)
  }

  @Test func `leaves out what has been said, in either form`() throws {
    let review = Self.review(try ReportedProgram(), of: Self.change(showing: 16))
    let texts = GitHubReview(review).comments.map(\.body)
    #expect(review.unsaid(in: []).counts == review.counts)
    #expect(review.unsaid(in: texts).isEmpty)
    #expect(review.unsaid(in: [texts[0]]).comments.count == review.comments.count - 1)
    #expect(review.unsaid(in: [GitHubReview(review.asText).body]).isEmpty)
    // Other lines are to be replaced now.
    let other = try ReportedProgram(["deep/far.py": Array("import far\n\n\ndef go():\n    return far.work() + 1".utf8)])
    let rest = Self.review(other, of: Self.change(showing: 16)).unsaid(in: texts)
    #expect(rest.comments.map(\.file.path) == ["services/api/deep/far.py"])
  }

  @Test func `tells each remark once in its text`() throws {
    let review = Self.review(try ReportedProgram(), of: Self.change(showing: 16)).asText
    #expect(review.counts == "3 remarks in its text")
    let body = GitHubReview(review).body
    #expect(body.components(separatedBy: "<!-- libprof review ").count == 4)
    #expect(body.components(separatedBy: "```diff\n").count == 4)
  }

  @Test func `has fences that no text closes`() throws {
    let text = "import tool\n\n\ndef draw():\n    \"\"\"\n    ````\n    \"\"\"\n    return tool.work()\n"
    let program = try ReportedProgram([
      "app.py": Array(
        ("import lib\nimport json\nimport views\n" + text
          + "\n\ndef handler(event, context):\n    return json\n\n\ndef report():\n    return lib.work()\n").utf8
      )
    ])
    var change = Self.change(showing: 16)
    change.files["services/api/app.py"] = ReviewedFile(added: "services/api/app.py", lineCount: 19)
    let bodies = GitHubReview(Self.review(program, of: change)).comments.map(\.body)
    #expect(bodies.contains { $0.contains("\n`````suggestion\n") }, "\(bodies)")
  }

  @Test(arguments: [
    ("views.py", "``` <b>@all</b> | <!-- x -->"), ("app.py", "[a](javascript:b)"),
  ]) func `shows names as they are`(file: String, event: String) throws {
    let review = ReviewProof.proven(
      [.init(event: event, before: 1, after: 0.5, ratio: 0.5, interval: nil, pairs: 7)]
    )
    let body = GitHubReview(Self.review(try ReportedProgram(), of: Self.change(showing: 16), review)).body
    #expect(body.contains(MarkdownText.code(event)), "\(body)")
  }

  @Test func `is short enough for its readers`() throws {
    let program = try ReportedProgram(extra: 30)
    var change = Self.change(showing: 16)
    change.files["services/api/more.py"] = ReviewedFile(added: "services/api/more.py", lineCount: 30)
    let review = Self.review(program, of: change)
    #expect(review.comments.count <= 20)
    #expect(GitHubReview(review).body.utf8.count < 65_536)
  }
}
