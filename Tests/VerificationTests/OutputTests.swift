import Launching
import Testing
import Verification

struct `Two runs of a program` {
  @Test func `are equal but for the folder they ran in`() {
    let before = run(error: "File \"/t/before/app/a.py\", line 1\nboom", in: "/t/before")
    let after = run(error: "File \"/t/after_/app/a.py\", line 1\nboom", in: "/t/after_")
    #expect(OutputOracle().firstDifference(expected: before, actual: after) == nil)
    #expect(OutputOracle().firstDifference(expected: before, actual: run(error: "boom", in: "/t/after_")) != nil)
  }

  @Test func `differ in how they end`() {
    let crash = Termination.signalled(number: 11, name: "SIGSEGV")
    let difference = OutputOracle().firstDifference(expected: run("a"), actual: run("b", ending: crash))
    #expect(difference == .termination(expected: .exited(code: 0), actual: crash))
    #expect(difference?.description == "The program was ended by SIGSEGV; before the change it exited with status 0.")
  }

  @Test func `differ in a line`() {
    let difference = OutputOracle().firstDifference(expected: run("a\r\nb\nc\n"), actual: run("a\r\nx\nc\n"))
    #expect(difference == .line(stream: .standardOutput, number: 2, expected: "b", actual: "x"))
    #expect(difference?.description == "Line 2 of standard output reads “x” instead of “b”.")
  }

  @Test func `differ in length`() {
    let shorter = OutputOracle().firstDifference(expected: run("a\nb"), actual: run("a"))
    #expect(shorter == .line(stream: .standardOutput, number: 2, expected: "b", actual: nil))
    let longer = OutputOracle().firstDifference(expected: run(error: ""), actual: run(error: "\nwarning"))
    #expect(longer == .line(stream: .standardError, number: 2, expected: nil, actual: "warning"))
    #expect(OutputOracle().firstDifference(expected: run("a\n"), actual: run("a")) != nil)
  }

  @Test func `differ far back in a long line`() {
    let start = String(repeating: "x", count: 300)
    let difference = OutputOracle().firstDifference(expected: run(start + "old"), actual: run(start + "new"))
    let cut = "…" + String(repeating: "x", count: 20)
    #expect(difference == .line(stream: .standardOutput, number: 1, expected: cut + "old", actual: cut + "new"))
  }

  @Test func `differ in bytes that are no text`() {
    let difference = OutputOracle().firstDifference(expected: run([0x61, 0xff]), actual: run([0x61, 0xfe]))
    #expect(difference == .line(stream: .standardOutput, number: 1, expected: "a\\xff", actual: "a\\xfe"))
  }

  @Test func `are compared only in what is stable`() {
    let runs = [run("a", error: "took 1 s"), run("a", error: "took 2 s")]
    let oracle = OutputOracle.stable(among: runs)
    #expect(oracle.comparesStandardOutput && !oracle.comparesStandardError)
    #expect(oracle.firstDifference(expected: runs[0], actual: run("a", error: "took 3 s")) == nil)
    #expect(oracle.firstDifference(expected: runs[0], actual: run("b")) != nil)
    #expect(OutputOracle.stable(among: []) == OutputOracle())
  }

  private func run(
    _ output: String = "",
    error: String = "",
    ending: Termination = .exited(code: 0),
    in folder: String? = nil
  ) -> OutputOracle.Run {
    run(Array(output.utf8), error: error, ending: ending, in: folder)
  }

  private func run(
    _ output: [UInt8],
    error: String = "",
    ending: Termination = .exited(code: 0),
    in folder: String? = nil
  ) -> OutputOracle.Run {
    let outcome = Outcome(
      termination: ending,
      standardOutput: Outcome.Stream(bytes: output),
      standardError: Outcome.Stream(bytes: Array(error.utf8))
    )
    return OutputOracle.Run(outcome, in: folder)
  }
}
