import Foundation
import TestSupport
import Testing

@Suite struct `libprof explain` {
  private static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

  private static func explain(_ arguments: String...) throws -> Command.Result {
    try Command.run([Tool.path, "explain"] + arguments)
  }

  @Test func `has the page of all that reports name, the one that the tests run`() throws {
    let list = try Self.explain()
    #expect(list.status == 0)
    let lines = list.outputText.split(separator: "\n").filter { $0.hasPrefix("  ") }
    let names = lines.compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(names.count == Set(names).count && names.count > 60)
    for name in names {
      let result = try Self.explain(name)
      let pages = [
        "ReportingTests/Findings", "RewritingTests/Examples", "ReportingTests/Checks", "AdviceTests/Hazards",
      ].compactMap {
        try? Data(contentsOf: Self.tests.appending(path: "\($0)/\(name).md"))
      }
      #expect(result.status == 0 && pages.map { [UInt8]($0) } == [result.output], "\(name): \(result.errorText)")
    }
    for line in list.outputText.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
  }

  @Test func `takes a hazard's name as reports print it`() throws {
    let plain = try Self.explain("used-while-loading")
    #expect(try Self.explain("[used-while-loading]").output == plain.output)
    #expect(plain.outputText.hasPrefix("# used-while-loading\n"))
  }

  @Test func `guesses what was meant, and says where all names are`() throws {
    let result = try Self.explain("unsued")
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(
      result.errorText == "libprof: unsued is no pattern, no strategy, no rule and no hazard. Did you mean `unused`? "
        + "`libprof explain` lists all there are.\n"
    )
    #expect(
      try Self.explain("../README").errorText.contains(
        "../README is no pattern, no strategy, no rule and no hazard. `lib"
      )
    )
  }
}
