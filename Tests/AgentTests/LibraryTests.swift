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

  @Test(arguments: Interpreters.atLeast(8)) func `takes less than two megabytes of a program`(
    interpreter: InstalledInterpreter
  ) throws {
    let scratch = try ScratchDirectory()
    let program = """
      import json, email.message
      resident, counts = 0, False
      with open("/proc/self/smaps") as maps:
          for line in maps:
              if "-" in line.split()[0]: counts = "libprof-agent" in line or ".events" in line
              elif counts and line.startswith("Rss:"): resident += int(line.split()[1])
      print(resident)
      """
    let result = try Command.run(
      [interpreter.path, "-c", program],
      environment: ["LD_PRELOAD": Self.path, "LIBPROF_AGENT_LOGS": scratch.path]
    )
    let kilobytes = try #require(Int(result.outputText.trimmingCharacters(in: .newlines)))
    #expect(kilobytes > 0 && kilobytes < 2_048)
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
