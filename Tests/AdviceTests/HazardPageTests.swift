import Advice
import Foundation
import TestSupport
import Testing

@Suite struct `The page of a hazard` {
  @Test func `is there for each hazard`() throws {
    #expect(try HazardPage.names() == HazardKind.allCases.map(\.rawValue).sorted())
  }

  @Test(arguments: HazardKind.allCases) func `says what breaks and what is done about it`(hazard: HazardKind) throws {
    let page = try HazardPage(hazard)
    let paragraphs = page.text.components(separatedBy: "\n\n")
    #expect(paragraphs[0] == "# \(hazard)" && paragraphs.count >= 3)
    #expect(paragraphs.prefix(3).dropFirst().allSatisfy { $0.count > 30 })
    #expect(page.program.isEmpty == HazardPage.withoutExample.contains(hazard))
    for line in page.text.components(separatedBy: "```")[0].split(separator: "\n") {
      #expect(line.count <= 120, "\(line)")
    }
  }

  @Test(
    .enabled(if: Scenario.isPossible, "\(Scenario.reason)"),
    arguments: HazardKind.allCases.filter { !HazardPage.withoutExample.contains($0) }
  ) func `shows an import that is left alone, or offered instead`(hazard: HazardKind) throws {
    let page = try HazardPage(hazard)
    let scenario = try Scenario(page.program)
    let isOffered = HazardPage.offered.contains(hazard)
    let found =
      isOffered
      ? scenario.changes.map { $0 + "\n" } : scenario.refusalLines.filter { $0.hasSuffix(" [\(hazard)]\n") }
    #expect(!found.isEmpty, "\(scenario.refusalLines), \(scenario.changes)")
    #expect(!isOffered || found.allSatisfy { $0.hasSuffix(" module-getattr\n") })
    if Golden.isRecording { return try page.record(found.joined(), as: isOffered ? "planned" : "refused") }
    #expect(found.joined() == page.outcome)
  }
}
