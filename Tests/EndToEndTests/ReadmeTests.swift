import Foundation
import TestSupport
import Testing
import Yams

/// Whatever README and the hooks tell people to type, libprof takes.
@Suite struct `What is to be typed` {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func text(_ name: String) -> String {
    (try? String(contentsOf: root.appending(path: name), encoding: .utf8)) ?? ""
  }

  /// The code of README: what is indented, and what stands between fences, with the language behind the fence.
  private static let code: (indented: [String], fenced: [(language: String, text: String)]) = {
    var indented: [String] = []
    var fenced: [(language: String, text: String)] = []
    var isFenced = false
    for line in text("README.md").split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("```") {
        if !isFenced { fenced.append((String(line.dropFirst(3)), "")) }
        isFenced.toggle()
      } else if isFenced {
        fenced[fenced.count - 1].text += line + "\n"
      } else if line.hasPrefix("    ") {
        indented.append(line.trimmingCharacters(in: .whitespaces))
      }
    }
    return (indented, fenced)
  }()

  private static var templates: [Node] {
    code.fenced.filter { $0.language == "yaml" }.compactMap { try? compose(yaml: $0.text) }
  }

  private static var hooks: [Node] { (try? compose(yaml: text(".pre-commit-hooks.yaml")))??.array() ?? [] }

  /// The lines of shell in the templates for continuous integration.
  private static var steps: [String] {
    let action = templates.compactMap { $0["runs"]?["steps"]?.array() }.joined().compactMap { $0["run"]?.string }
    let pipeline = templates.compactMap { $0["cold-start"]?["script"]?.array() }.joined().compactMap(\.string)
    return (action + pipeline).flatMap { $0.split(separator: "\n").map(String.init) }
  }

  /// The command lines of libprof, as a shell would split them.
  private static let commands: [String] = {
    let lines = code.indented + steps + hooks.compactMap { $0["entry"]?.string }
    return lines.flatMap { line -> [String] in
      let plain = line.replacingOccurrences(of: "  +# .*", with: "", options: .regularExpression)
        .replacingOccurrences(of: "…", with: "--handler app.handler --event events/order.json")
      return plain.split { "|>;()".contains($0) }.map { $0.trimmingCharacters(in: .whitespaces) }
        .filter { $0.hasPrefix("libprof ") }
    }
  }()

  private static let hasGate =
    (try? Command.run([Tool.path, "check", "--help"]))?.outputText.contains("USAGE: libprof check") == true
  private static func isGate(_ command: String) -> Bool { command.hasPrefix("libprof check") }

  private func expectTaken(_ command: String) throws {
    // As `libprof init` leaves a project.
    let tool = try Tool(["pyproject.toml": "[tool.libprof]\nhandler = 'app.handler'\nevents = ['ok.json']\n"])
    let result = try tool.shell("'\(Tool.path)' config --show \(command.dropFirst("libprof ".count))")
    #expect(result.status == 0, "\(command)\n\(result.errorText)")
  }

  @Test func `is found where it is written`() {
    #expect(Self.commands.count > 30, "\(Self.commands)")
    #expect(Self.steps.count { $0.hasPrefix("libprof ") } > 6)
    #expect(Self.commands.contains("libprof recipes new") == false)
  }

  @Test(arguments: commands.filter { !isGate($0) }) func `is taken`(command: String) throws {
    try expectTaken(command)
  }

  @Test(.enabled(if: hasGate, "needs libprof check"), arguments: commands.filter(isGate))
  func `is taken by the gate`(command: String) throws {
    try expectTaken(command)
  }

  @Test func `is not taken if it is wrong`() throws {
    for line in ["fix --dry-rum", "report --output-format xml r", "explian"] {
      #expect(try Tool().shell("'\(Tool.path)' config --show \(line)").status == 2, "\(line)")
    }
  }

  @Test func `stands in well-formed templates`() throws {
    let yaml = Self.code.fenced.filter { $0.language == "yaml" }
    #expect(yaml.count == 4)
    #expect(Self.templates.count == yaml.count)
    // What GitHub demands of a composite action.
    let action = try #require(Self.templates.first { $0["runs"] != nil })
    let steps = try #require(action["runs"]?["steps"]?.array())
    #expect(action["runs"]?["using"]?.string == "composite" && action["description"] != nil)
    for step in steps {
      #expect(
        (step["run"] != nil) == (step["shell"]?.string == "bash") && (step["run"] == nil) == (step["uses"] != nil)
      )
    }
    // What pre-commit demands of a hook.
    #expect(Self.hooks.count == 2)
    for hook in Self.hooks {
      for key in ["id", "name", "entry", "language"] { #expect(hook[key]?.string?.isEmpty == false, "\(key)") }
      let entry = hook["entry"]?.string ?? ""
      #expect(entry.hasPrefix("libprof ") && !entry.contains("profile"))
    }
    let used = Self.templates.compactMap { $0["repos"]?[0]?["hooks"]?.array() }.joined().compactMap { $0["id"]?.string }
    #expect(used == Self.hooks.compactMap { $0["id"]?.string })
  }
}
