import Foundation
import TestSupport
import Testing
import Workflow

@Suite struct `The list of settings` {
  private static let text = """
    [tool.libprof]
    handler = "app.handler"
    events = ["a.json"]
    keep = ['numpy*', 'a"b\\\\c']
    min-gain = 2
    unsafe-fixes = true

    [tool.libprof.weights]
    "a.json" = 0.5

    [tool.libprof.thresholds]
    rare-below = 0.5

    [tool.libprof.per-path."src/legacy/**"]
    keep = true

    [tool.libprof.budget]
    init = 6.5
    lazy = ["boto3"]

    [tool.libprof.budget.events."a.json"]
    modules = 900
    memory = "110 %"

    """

  private func listing(
    _ arguments: [String] = [],
    of text: String = Self.text,
    _ environment: [String: String] = ["PATH": ""]
  ) throws -> String {
    let scratch = try ScratchDirectory()
    try scratch.write(text, to: "pyproject.toml")
    let configuration = try Configuration(in: scratch.path)
    return ConfigurationListing(configuration, for: arguments, environment: environment).text
  }

  /// The lines without the blanks in front of the origin.
  private func lines(_ listing: String) -> [String] {
    listing.split(separator: "\n").map { line in
      line.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    }
  }

  @Test func `says where each comes from`() throws {
    let lines = lines(try listing())
    for line in [
      "handler = \"app.handler\" # pyproject.toml:2", "events = [\"a.json\"] # pyproject.toml:3",
      "keep = [\"numpy*\", \"a\\\"b\\\\\\\\c\"] # pyproject.toml:4", "min-gain = 2.0 # pyproject.toml:5",
      "unsafe-fixes = true # pyproject.toml:6", "# max-changes # default: as many as pay", "scope = \"app\" # default",
      "rare-below = 0.5 # pyproject.toml:12", "misuse-functions = 10 # default", "a.json\" = 0.5 # pyproject.toml:9",
      "[tool.libprof.per-path.\"src/legacy/**\"]", "keep = true # pyproject.toml:14",
      "ignore-finding = [] # pyproject.toml:14", "[tool.libprof.budget]", "init = 6.5 # pyproject.toml:18",
      "lazy = [\"boto3\"] # pyproject.toml:19", "[tool.libprof.budget.events.\"a.json\"]",
      "modules = 900 # pyproject.toml:22", "memory = \"110 %\" # pyproject.toml:23",
    ] { #expect(lines.contains { $0.hasSuffix(line) }, "\(line) is not in \(lines)") }
  }

  @Test func `shows what a command line makes of them`() throws {
    let typed = [
      "fix", "--min-gain", "7", "--keep=x", "--keep", "y", "--no-unsafe-fixes", "--request", "b.json", "c.json",
      "--dry-run",
    ]
    let lines = lines(try listing(typed))
    for line in [
      "handler = \"app.handler\" # pyproject.toml:2", "events = [\"b.json\", \"c.json\"] # command line",
      "keep = [\"x\", \"y\"] # command line", "min-gain = 7 # command line", "unsafe-fixes = false # command line",
      "pairs = 15 # default",
    ] { #expect(lines.contains(line), "\(line) is not in \(lines)") }
    // Only what the command obeys.
    #expect(!lines.contains { $0.hasPrefix("init = ") })
    #expect(try self.lines(listing(["check"])).contains("init = 6.5 # pyproject.toml:18"))
    #expect(!lines.contains { $0.hasPrefix("rare-below") || $0.hasPrefix("ignore-finding = [] # d") })
    let other = try self.lines(listing(["profile", "--", "python", "-m", "tool"]))
    #expect(other.contains("command = [\"python\", \"-m\", \"tool\"] # command line"))
    #expect(other.contains("# handler # default: none"))
    #expect(
      try listing(["explain", "unused"], of: "") == "# pyproject.toml has no [tool.libprof] here: all as usual.\n"
    )
  }

  @Test func `knows what the environment says`() throws {
    let scratch = try ScratchDirectory()
    let python = try scratch.write("#!/bin/sh\n", to: "env/bin/python")
    #expect(try Command.run(["chmod", "+x", python.path]).status == 0)
    let environment = ["VIRTUAL_ENV": scratch.file("env").path, "NO_COLOR": "1", "TMPDIR": "/var/tmp", "HOME": "/"]
    let lines = lines(try listing(of: "", environment))
    #expect(lines.contains("python = \"\(python.path)\" # environment: VIRTUAL_ENV"), "\(lines)")
    #expect(lines.contains("# environment: NO_COLOR=1 (reports without colours, if it is not empty)"))
    #expect(lines.contains { $0.hasPrefix("# environment: TMPDIR=/var/tmp (") })
    #expect(!lines.contains { $0.contains("XDG_CACHE_HOME") || $0.contains("HOME=/") })
  }

  /// The list is TOML, and says of itself what it was made from.
  @Test func `can be read again`() throws {
    let scratch = try ScratchDirectory()
    try scratch.write(try listing(), to: "pyproject.toml")
    let again = ConfigurationListing(try Configuration(in: scratch.path), environment: ["PATH": ""]).text
    func settings(_ text: String) -> [String] { lines(text).map { $0.components(separatedBy: " # ")[0] } }
    #expect(settings(again) == settings(try listing()))
  }
}
