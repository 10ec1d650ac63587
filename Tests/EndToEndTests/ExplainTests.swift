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
    let names = list.outputText.split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(names.count == 13)
    for name in names {
      let result = try Self.explain(name)
      let pages = ["ReportingTests/Findings", "RewritingTests/Examples"].compactMap {
        try? Data(contentsOf: Self.tests.appending(path: "\($0)/\(name).md"))
      }
      #expect(result.status == 0 && pages.map { [UInt8]($0) } == [result.output], "\(name): \(result.errorText)")
    }
  }

  @Test func `says what there is if it does not know a name`() throws {
    let result = try Self.explain("../README")
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(result.errorText.contains("../README is no pattern and no strategy. There are: unused, rarely-used"))
  }
}
