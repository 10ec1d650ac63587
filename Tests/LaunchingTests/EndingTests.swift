import Foundation
import Testing

@testable import Launching

struct `The end of a program` {
  @Test func `comes with the timeout, for the whole group`() throws {
    let scratch = try Scratch()
    let start = ContinuousClock.now
    let outcome = try ColdStart().run(
      shell("sleep 60 & echo $! > \(scratch.path)/grandchild; echo begun; wait"),
      timeout: .milliseconds(300)
    )
    #expect(outcome.termination == .timedOut)
    #expect(outcome.standardOutput.text == "begun\n")
    #expect(ContinuousClock.now - start < .seconds(5))
    try expectEnded("\(scratch.path)/grandchild")
  }

  @Test func `comes by force for those who ignore SIGTERM`() throws {
    let scratch = try Scratch()
    let script = "trap '' TERM; sh -c 'trap \"\" TERM; sleep 60' & echo $! > \(scratch.path)/grandchild; sleep 60"
    let start = ContinuousClock.now
    let outcome = try ColdStart().run(shell(script), timeout: .milliseconds(300))
    #expect(outcome.termination == .timedOut)
    #expect(outcome.wall >= .milliseconds(450))
    #expect(ContinuousClock.now - start < .seconds(5))
    try expectEnded("\(scratch.path)/grandchild")
  }

  @Test func `does not wait for a grandchild that holds the pipe`() throws {
    let scratch = try Scratch()
    let start = ContinuousClock.now
    let outcome = try ColdStart().run(shell("sleep 60 & echo $! > \(scratch.path)/grandchild; echo done"))
    #expect(outcome.isSuccess)
    #expect(outcome.standardOutput.text == "done\n")
    #expect(outcome.wall < .seconds(2))
    #expect(ContinuousClock.now - start < .seconds(5))
    try expectEnded("\(scratch.path)/grandchild")
  }

  @Test func `takes what a grandchild prints within the grace`() throws {
    let outcome = try ColdStart(grace: .seconds(5)).run(shell("(sleep 0.2; echo late) & echo early"))
    #expect(outcome.standardOutput.text == "early\nlate\n")
    #expect(outcome.wall < .milliseconds(190))
  }

  @Test func `spares survivors if so wished`() throws {
    let scratch = try Scratch()
    _ = try ColdStart(endsSurvivors: false, grace: .milliseconds(10)).run(
      shell("(sleep 0.5; echo survived > \(scratch.path)/proof) & exit 0")
    )
    let deadline = ContinuousClock.now + .seconds(10)
    while !FileManager.default.fileExists(atPath: "\(scratch.path)/proof"), ContinuousClock.now < deadline {
      usleep(20_000)
    }
    #expect(FileManager.default.fileExists(atPath: "\(scratch.path)/proof"))
  }

  @Test func `comes for all when the tool is interrupted`() throws {
    let scratch = try Scratch()
    let registry = RunningChildren()
    Thread.detachNewThread {
      let deadline = ContinuousClock.now + .seconds(10)
      while !FileManager.default.fileExists(atPath: "\(scratch.path)/ready"), ContinuousClock.now < deadline {
        usleep(10_000)
      }
      registry.endAll(grace: .milliseconds(100))
    }
    let script = "trap '' TERM; sleep 60 & echo $! > \(scratch.path)/grandchild; touch \(scratch.path)/ready; sleep 60"
    let start = ContinuousClock.now
    #expect(throws: LaunchingError.interrupted) { try ColdStart(registry: registry).run(shell(script)) }
    #expect(ContinuousClock.now - start < .seconds(10))
    try expectEnded("\(scratch.path)/grandchild")
    #expect(throws: LaunchingError.interrupted) { try ColdStart(registry: registry).run(shell("true")) }
  }

  private func expectEnded(_ file: String) throws {
    let process = try String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
    let deadline = ContinuousClock.now + .seconds(2)
    while isAlive(process), ContinuousClock.now < deadline { usleep(5_000) }
    #expect(!isAlive(process), "process \(process) lives on")
  }
}
