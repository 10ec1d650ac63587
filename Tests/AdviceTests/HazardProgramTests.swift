import Foundation
import TestSupport
import Testing
import Workflow

@Suite(.enabled(if: ProgramOutcome.isPossible, "\(ProgramOutcome.reason)"))
struct `A program that a naive edit breaks` {
  @Test(arguments: HazardProgram.all) func `is not broken by libprof`(_ program: HazardProgram) throws {
    try expectUnbroken(program)
  }

  @Test(.enabled(if: Interpreters.newest?.isAtLeast(15) == true, "needs CPython 3.15"), arguments: HazardProgram.lazy)
  func `is not broken by lazy imports`(_ program: HazardProgram) throws {
    try expectUnbroken(program)
  }

  /// The list is `Tests/Programs/README.md`.
  @Test func `stands for each row of the list of hazards`() throws {
    let list = try String(contentsOf: ProgramOutcome.folder.appending(path: "README.md"), encoding: .utf8)
    let rows = list.split(separator: "\n").filter { $0.hasPrefix("| ") }.map { row in
      row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let programs = HazardProgram.all + HazardProgram.lazy
    var numbers: [Int] = []
    for row in rows {
      guard let number = Int(row[0]) else { continue }
      numbers.append(number)
      let listed = row[2].split(separator: ",").map { $0.filter { !" `".contains($0) } }
      #expect(listed.sorted() == programs.filter { $0.rows.contains(number) }.map(\.name).sorted(), "row \(number)")
      #expect(!listed.isEmpty, "row \(number)")
    }
    #expect(numbers == Array(1...40))
  }

  @Test func `is listed, whatever folder it stands in`() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: ProgramOutcome.folder.path)
      .filter { !$0.contains(".") && $0 != "__pycache__" }
    #expect(folders.sorted() == (HazardProgram.all + HazardProgram.lazy).map(\.name).sorted())
  }

  private func expectUnbroken(_ program: HazardProgram) throws {
    let outcome = try ProgramOutcome(program.name)
    #expect(outcome.original.status == 0, "\(outcome.original)")
    #expect(outcome.naive != outcome.original, "the naive edit breaks nothing: \(outcome.naive)")
    if case .warns(let names, let words) = program.answer {
      #expect(outcome.changedNames.sorted() == names.sorted(), "\(outcome.report)")
      #expect(outcome.patched == outcome.naive, "there is nothing to warn of")
      #expect(outcome.advice.lintRemarks.contains { words.allSatisfy($0.contains) }, "\(outcome.advice.lintRemarks)")
      return
    }
    #expect(outcome.patched == outcome.original, "\(outcome.patched)\n\(outcome.report)")
    switch program.answer {
    case .warns: break
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
