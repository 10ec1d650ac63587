import Foundation
import TestSupport
import Testing
import Workflow

@Suite struct `README's account of the settings` {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "README.md")
  private static let marks = ("<!-- settings -->\n", "<!-- /settings -->\n")

  @Test func `is the table of those there are`() throws {
    let text = try String(contentsOf: Self.file, encoding: .utf8)
    let start = try #require(text.range(of: Self.marks.0))
    let end = try #require(text.range(of: Self.marks.1))
    let before = text[..<start.upperBound]
    let after = text[end.lowerBound...]
    let outcome = try Golden.compare(before + ConfigurationTable.markdown + after, with: Self.file)
    #expect(outcome.isFine, "\(outcome)")
  }

  @Test func `has an example that can be read`() throws {
    let text = try String(contentsOf: Self.file, encoding: .utf8)
    let block = try #require(
      text.components(separatedBy: "```toml\n").dropFirst().first?.components(separatedBy: "```")[0]
    )
    let scratch = try ScratchDirectory()
    try scratch.write(block, to: "pyproject.toml")
    try scratch.write("{}", to: "events/report.json")
    let arguments = try Configuration.complete(["fix", "--dry-run"], in: scratch.path)
    #expect(arguments.starts(with: ["fix", "--event", "events/report.json:0.02", "--handler=app.handler"]))
    #expect(arguments.contains("--per-path=src/legacy/**=keep,unused,rarely-used"))
  }
}
