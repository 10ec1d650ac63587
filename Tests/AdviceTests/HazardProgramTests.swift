import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: ProgramOutcome.isPossible, "\(ProgramOutcome.reason)"))
struct `A program that a naive edit breaks` {
  @Test(arguments: HazardProgram.all) func `is not broken by libprof`(_ program: HazardProgram) throws {
    try expectUnbroken(program)
  }

  @Test(.enabled(if: Interpreters.newest?.isAtLeast(15) == true, "needs CPython 3.15"), arguments: HazardProgram.lazy)
  func `is not broken by lazy imports`(_ program: HazardProgram) throws {
    try expectUnbroken(program)
  }

  private func expectUnbroken(_ program: HazardProgram) throws {
    let outcome = try ProgramOutcome(program.name)
    #expect(outcome.original.status == 0, "\(outcome.original)")
    #expect(outcome.naive != outcome.original, "the naive edit breaks nothing: \(outcome.naive)")
    #expect(outcome.patched == outcome.original, "\(outcome.patched)\n\(outcome.report)")
    switch program.answer {
    case .refuses(let hazard, let words):
      #expect(
        outcome.reasons.contains { reason in
          reason.hasPrefix(hazard + ":") && words.allSatisfy(reason.contains)
        },
        "\(outcome.report)"
      )
    case .writes(let names):
      #expect(outcome.changedNames.sorted() == names.sorted(), "\(outcome.report)")
    case .leaves:
      #expect(outcome.changedNames.isEmpty, "\(outcome.report)")
    }
  }
}
