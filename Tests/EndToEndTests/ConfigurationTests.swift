import Foundation
import TestSupport
import Testing

@Suite struct `libprof config` {
  @Test func `says whether the settings are in order`() throws {
    let none = try Tool().run("config")
    #expect(none.status == 0)
    #expect(none.outputText == "pyproject.toml has no [tool.libprof] here. `libprof init` writes one.\n")
    let fine = try Tool(["pyproject.toml": "[tool.libprof]\nmin-gain = 2\n"]).run("config")
    #expect(fine.status == 0 && fine.outputText == "pyproject.toml: [tool.libprof] is in order, 1 setting.\n")
    let wrong = try Tool(["pyproject.toml": "[tool.libprof]\nmin-gian = 2\n"]).run("config")
    #expect(wrong.status == 2 && wrong.output.isEmpty)
    #expect(
      wrong.errorText
        == "libprof: pyproject.toml:2: [tool.libprof] has no setting `min-gian`. Did you mean `min-gain`?\n"
    )
  }

  @Test func `shows what a command line would be run with, and refuses what would not run`() throws {
    let tool = try Tool(["pyproject.toml": "[tool.libprof]\nmin-gain = 2\n"])
    let shown = try tool.run("config", "--show", "report", "--min-gain", "7", "--keep=x", "r")
    #expect(shown.status == 0, "\(shown.errorText)")
    let lines = shown.outputText.split(separator: "\n").filter { $0.contains("# command line") }
    #expect(lines.map { $0.split(separator: " ")[0] } == ["min-gain", "keep"])
    #expect(try tool.run("config", "--show").outputText.contains("# pyproject.toml:2\n"))
    let unknown = try tool.run("config", "--show", "report", "--speed")
    #expect(unknown.status == 2 && unknown.errorText.contains("Unknown option '--speed'"))
    #expect(try tool.run("config", "report").errorText.contains("A command line goes behind --show."))
    #expect(try tool.run("config", "--show", "--help").outputText.hasPrefix("OVERVIEW: Check [tool.libprof]"))
  }

  private struct Help: Decodable {
    struct Name: Decodable { let name: String }
    struct Argument: Decodable {
      let kind: String
      let names: [Name]?
      let defaultValue: String?
    }
    struct Command: Decodable {
      let commandName: String
      let subcommands: [Command]?
      let arguments: [Argument]?
    }
    let command: Command
  }

  /// The settings and the options are declared in different places; they must not say different things.
  @Test func `has the defaults of the options`() throws {
    let tool = try Tool()
    let shown = try tool.run("config", "--show").outputText
    let dump = try tool.run("--experimental-dump-help")
    let help = try JSONDecoder().decode(Help.self, from: Data(dump.output))
    let commands =
      help.command.subcommands?.filter { ["profile", "report", "why", "fix"].contains($0.commandName) } ?? []
    var options: Set<String> = []
    var usual: [String: String] = [:]
    for argument in commands.flatMap({ $0.arguments ?? [] }) {
      for name in argument.names ?? [] where options.insert(name.name).inserted {
        usual[name.name] = argument.defaultValue.map { $0.hasPrefix("--no-") ? "false" : $0 }
      }
    }
    var compared = 0
    for line in shown.split(separator: "\n")
    where !["[", "# environment", "# pyproject"].contains(where: line.hasPrefix) {
      let isUnset = line.hasPrefix("# ")
      let words = line.drop { $0 == "#" || $0 == " " }.split(separator: " ").map(String.init)
      let key = words[0]
      if key == "command" { continue }
      #expect(options.contains(key == "events" ? "event" : key), "--\(key) is no option")
      guard let value = usual[key], !isUnset else { continue }
      #expect(words[2].filter { $0 != "\"" } == value, "\(line)")
      compared += 1
    }
    #expect(compared >= 14)
  }
}

@Suite(.enabled(if: Tool.isPossible, "\(Tool.reason)")) struct `Findings that nobody wants to hear of` {
  private static let app = """
    import sys
    sys.path.insert(0, __file__.replace("app.py", "site-packages"))
    from lib import (
        part,
    )
    import heavy

    def handler(event, context):
        return {}

    def f():
        return part, heavy.work()

    """

  private static func tool(_ pyproject: String = "") throws -> Tool {
    try Tool([
      "app.py": app, "pyproject.toml": pyproject, "site-packages/lib/__init__.py": "",
      "site-packages/lib/part.py": "import time\ntime.sleep(0.05)\n",
      "site-packages/lib-1.0.dist-info/METADATA": "Name: lib\nVersion: 1.0\n",
      "site-packages/lib-1.0.dist-info/RECORD": "lib/__init__.py,,\nlib/part.py,,\n",
    ])
  }

  /// What is reported of `lib` after a line of the program has changed.
  private func report(_ tool: Tool, _ change: (String, String)? = nil, _ options: String = "") throws -> Command.Result
  {
    let text = change.map { Self.app.replacingOccurrences(of: $0.0, with: $0.1) } ?? Self.app
    try tool.scratch.write(text, to: "project/app.py")
    return try tool.shell("'\(Tool.path)' report --format concise \(options) r")
  }

  @Test func `are left out as comments, settings and options ask`() throws {
    let tool = try Self.tool()
    #expect(try tool.profile(to: "r").status == 0)
    let all = try report(tool)
    #expect(all.outputText.contains("app.py:3: unused: lib 1.0"), "\(all.outputText)\(all.errorText)")
    let told = "Not reported, as comments or settings ask: lib (unused).\n"
    let silent: [(change: (String, String)?, options: String)] = [
      (("part,", "part,  # libprof: ignore[unused]"), ""), (("(\n", "(  # libprof: ignore[misused, unused]\n"), ""),
      (("import (", "import (  # libprof: ignore"), ""), (nil, "--ignore-finding unused"),
      (nil, "--per-path '*.py=unused'"),
    ]
    for (change, options) in silent {
      let result = try report(tool, change, options)
      #expect(!result.outputText.contains("unused: lib") && result.errorText.contains(told), "\(options) \(result)")
    }
    for (change, options) in [
      (("part,", "part,  # libprof: ignore[misused]"), ""),
      (nil, "--per-path 'src/**=unused' --ignore-finding startup"),
    ] as [((String, String)?, String)] {
      let result = try report(tool, change, options)
      #expect(result.outputText.contains("unused: lib") && !result.errorText.contains(told), "\(options) \(result)")
    }
    try tool.scratch.write(
      "[tool.libprof.per-path.\"*.py\"]\nignore-finding = ['unused']\n",
      to: "project/pyproject.toml"
    )
    #expect(try report(tool).errorText.contains(told))
  }

  @Test func `are told of if they are misspelled`() throws {
    let tool = try Self.tool()
    #expect(try tool.profile(to: "r").status == 0)
    let finding = try report(tool, ("part,", "part,  # libprof: ignore[unsued]"))
    #expect(
      finding.errorText.contains(
        "app.py:3: `# libprof: ignore[unsued]`: There is no finding `unsued`. Did you mean `unused`?\n"
      )
    )
    let word = try report(tool, ("part,", "part,  # libprof: kepe"))
    #expect(word.errorText.contains("app.py:3: `# libprof: kepe` means nothing. Did you mean `keep`?\n"))
    let path = try report(tool, nil, "--per-path 'src/**=keep'")
    #expect(path.errorText.contains("“src/**” of per-path names no file of the program"))
    let option = try report(tool, nil, "--ignore-finding unsued")
    #expect(option.status == 2 && option.errorText.contains("There is no finding `unsued`. Did you mean `unused`?"))
  }

  @Test func `leave the imports of some files alone`() throws {
    let tool = try Self.tool("[tool.libprof.per-path.\"app.py\"]\nkeep = true\n")
    #expect(try tool.profile(to: "r").status == 0)
    let report = try tool.run("report", "r")
    #expect(report.outputText.contains("per-path “app.py” says so [kept]"), "\(report.outputText)")
    #expect(report.outputText.contains("What to change: no import"))
    try tool.scratch.write("", to: "project/pyproject.toml")
    #expect(try tool.run("report", "r").outputText.contains("heavy"))
  }
}
