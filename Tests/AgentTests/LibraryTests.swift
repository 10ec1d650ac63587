import Foundation
import TestSupport
import Testing

/// The agent is loaded into programs on machines with older C libraries than that of the machine that built it.
@Suite struct `The agent's library` {
  private static let path = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appending(path: "libprof-agent.so").path
  private static let hasTools = ["nm", "readelf"].allSatisfy {
    (try? Command.run([$0, "--version"]))?.succeeded == true
  }

  @Test(.enabled(if: hasTools, "needs nm and readelf")) func `shows the program nothing but its three entries`() throws
  {
    // Lower case is for local symbols.
    let symbols = try symbols().filter { $0.kind != "U" && $0.kind == $0.kind.uppercased() }
    #expect(
      symbols.map(\.name).sorted() == ["libprof_agent_forked", "libprof_agent_loaded", "libprof_agent_unloaded"]
    )
  }

  @Test(.enabled(if: hasTools, "needs nm and readelf")) func `asks for no C library newer than 2.28`() throws {
    let wanted = try symbols().compactMap { symbol -> (name: String, version: [Int])? in
      guard let range = symbol.name.range(of: "@GLIBC_") else { return nil }
      return (symbol.name, symbol.name[range.upperBound...].split(separator: ".").compactMap { Int($0) })
    }
    #expect(!wanted.isEmpty)
    let newer = wanted.filter { [2, 28].lexicographicallyPrecedes($0.version) }
    #expect(newer.map(\.name) == [])
  }

  @Test(.enabled(if: hasTools, "needs nm and readelf")) func `links the C library only`() throws {
    let dynamic = try Command.run(["readelf", "-d", "-W", Self.path])
    #expect(dynamic.succeeded, "\(dynamic.errorText)")
    let needed = dynamic.outputText.split(separator: "\n").filter { $0.contains("(NEEDED)") }
      .compactMap { $0.split(separator: "[").last?.dropLast() }
    #expect(!needed.isEmpty)
    let others = needed.filter { !$0.hasPrefix("libc.so.") && !$0.hasPrefix("ld-linux") }
    #expect(others.map(String.init) == [])
  }

  @Test(.enabled(if: hasTools, "needs nm and readelf")) func `leaves no symbol of Swift's or Python's open`() throws {
    let open = try symbols().filter { $0.kind == "U" }.map(\.name)
    #expect(
      open.filter { $0.hasPrefix("$s") || $0.hasPrefix("swift_") || $0.hasPrefix("Py") || $0.hasPrefix("_Py") } == []
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

  private func symbols() throws -> [(kind: String, name: String)] {
    let result = try Command.run(["nm", "-D", Self.path])
    try #require(result.succeeded, "\(result.errorText)")
    return result.outputText.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ").map(String.init)
      guard words.count >= 2 else { return nil }
      return (words[words.count - 2], words[words.count - 1])
    }
  }
}
