import Foundation
import TestSupport
import Testing

@Suite struct `The agent's library` {
  private static let path = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appending(path: "libprof-agent.so").path
  private static let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "check-library").path
  private static let hasTools = ["nm", "readelf"].allSatisfy {
    (try? Command.run([$0, "--version"]))?.succeeded == true
  }

  /// Nothing but its three entries; the C library alone; no symbol of Swift's or Python's left open; a C library of 2.28.
  private static let checks = ["exports", "libraries", "symbols", "versions"]

  /// Continuous integration makes the same checks of the library that is built for use, and there they must be possible.
  @Test(.enabled(if: hasTools, "needs nm and readelf"), arguments: checks)
  func `keeps to itself`(check: String) throws {
    let result = try Command.run([Self.script, Self.path, check])
    #expect(result.succeeded, "\(result.outputText)\(result.errorText)")
  }

  @Test(.enabled(if: hasTools, "needs nm and readelf"), arguments: checks)
  func `is told from libraries that do not`(check: String) throws {
    // The tests' own program uses Swift's library and whatever this machine's C library has.
    let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path
    let result = try Command.run([Self.script, tests, check])
    #expect(
      result.status == 1 && result.outputText.hasPrefix("\(tests): it"),
      "\(result.outputText)\(result.errorText)"
    )
  }

  @Test func `does nothing to a program that is no Python`() throws {
    let scratch = try ScratchDirectory()
    let result = try Command.run(
      ["/bin/sh", "-c", "echo fine; exit 5"],
      environment: ["LD_PRELOAD": Self.path, "LIBPROF_AGENT_LOGS": scratch.path]
    )
    #expect(result.status == 5)
    #expect(result.outputText == "fine\n")
    #expect(result.errorText == "")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == [])
  }

  /// The code and the log, which have mappings of their own; what the tables take is measured in `TableTests`.
  @Test(arguments: Interpreters.atLeast(8)) func `takes less than one megabyte of a program with a thousand modules`(
    interpreter: InstalledInterpreter
  ) throws {
    let scratch = try ScratchDirectory()
    let logs = scratch.file("logs")
    try FileManager.default.createDirectory(at: logs, withIntermediateDirectories: true)
    for number in 0..<1_000 {
      let functions = (0..<16).map { "def function_\($0)(): pass\nfunction_\($0)()\n" }.joined()
      let imports = (0..<16).map { "from os import path as name_\($0)\n" }.joined()
      try scratch.write(imports + functions, to: "module_of_a_usual_length_\(number).py")
    }
    try scratch.write(
      """
      import sys
      for number in range(1000): __import__("module_of_a_usual_length_%d" % number)
      resident, counts = 0, False
      with open("/proc/self/smaps") as maps:
          for line in maps:
              if "-" in line.split()[0]: counts = "libprof-agent" in line or ".events" in line
              elif counts and line.startswith("Rss:"): resident += int(line.split()[1])
      print(resident)
      """,
      to: "program.py"
    )
    let result = try Command.run(
      [interpreter.path, scratch.file("program.py").path],
      environment: ["LD_PRELOAD": Self.path, "LIBPROF_AGENT_LOGS": logs.path]
    )
    let kilobytes = try #require(Int(result.outputText.trimmingCharacters(in: .newlines)), "\(result.errorText)")
    #expect(kilobytes > 0 && kilobytes < 1_024)
    // Else the log would fit in there as a whole.
    let log = try #require(try FileManager.default.contentsOfDirectory(atPath: logs.path).first)
    #expect(try scratch.read("logs/\(log)").count > 1 << 20)
  }
}
