import Advice
import Foundation
import TestSupport
import Testing

@testable import Workflow

@Suite struct `The budget of a configuration` {
  private static func budget(_ text: String) throws -> Budget { try Budget(text: text) }

  @Test func `counts in its units, or as a share of the baseline`() throws {
    let budget = try Self.budget(
      """
      [tool.libprof.budget]
      baseline = "ci/baseline.json"
      init = 3
      memory = 1.5
      modules = "110 %"
      forbidden = ["pandas"]
      lazy = ["boto3", "botocore"]
      drift = 0.2

      [tool.libprof.budget.events."events/report.json"]
      init = "95.5%"
      forbidden = []
      """
    )
    #expect(budget.baseline == "ci/baseline.json" && budget.drift == 0.2)
    #expect(budget.limits.initialization == .absolute(3))
    #expect(budget.limits.memory == .absolute(1.5 * 1_048_576))
    #expect(budget.limits.modules == .ofBaseline(1.1))
    #expect(budget.limits.lazy == ["boto3", "botocore"])
    let report = budget.limits(of: "events/report.json")
    #expect(report.initialization == .ofBaseline(0.955) && report.forbidden == [] && report.modules == .ofBaseline(1.1))
    #expect(budget.allowedGrowth(of: "events/report.json") == 0.955 && budget.allowedGrowth(of: "other") == 1)
  }

  @Test func `is checked for every command that the configuration concerns`() throws {
    let scratch = try ScratchDirectory()
    try scratch.write("[tool.libprof.budget]\ninti = 3\n", to: "pyproject.toml")
    for command in ["check", "fix", "report"] {
      #expect(throws: ConfigurationError.self) { try Configuration.complete([command], in: scratch.path) }
    }
    #expect(try Budget(in: scratch.file("nowhere").path) == Budget())
  }

  @Test func `is what README shows`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../README.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    let gate = try #require(text.components(separatedBy: "\n## The gate\n").last)
    let block = try #require(gate.components(separatedBy: "```toml\n").dropFirst().first)
    let budget = try Self.budget(block.components(separatedBy: "```")[0])
    #expect(budget.limits.modules == .ofBaseline(1.1) && budget.drift == 0.2 && budget.events.count == 1)
  }

  @Test func `is empty where nothing is set`() throws {
    #expect(try !Self.budget("[tool.libprof]\nmin-gain = 2\n").hasLimits)
    #expect(try !Self.budget("[tool.libprof.budget]\ndrift = 0.2\n").hasLimits)
    #expect(try Self.budget("[tool.libprof.budget.events.a]\nmodules = 3\n").hasLimits)
  }

  @Test func `does not concern what other commands take from the configuration`() throws {
    let scratch = try ScratchDirectory()
    let text = "[tool.libprof]\ncommand = ['tool']\nrate = 10\n[tool.libprof.budget]\ninit = 3\n"
    try scratch.write(text, to: "pyproject.toml")
    #expect(try Configuration.complete(["report", "r"], in: scratch.path) == ["report", "r"])
    // It runs the program, but takes no samples.
    #expect(try Configuration.complete(["check"], in: scratch.path) == ["check", "--", "tool"])
  }

  @Test func `tells where a share of the baseline is asked for`() throws {
    let scratch = try ScratchDirectory()
    let text =
      "[tool.libprof.budget]\ninit = 3\n[tool.libprof.budget.events.\"a.json\"]\nlazy = ['x']\nmemory = '90 %'\n"
    try scratch.write(text, to: "pyproject.toml")
    let setting = try #require(try Budget(in: scratch.path).relativeSetting(in: scratch.path))
    #expect(setting.name == "memory" && setting.line == 5)
  }

  @Test(arguments: [
    ("[tool.libprof]\nbudget = 3\n", "pyproject.toml:2: `budget` is a table: write [tool.libprof.budget]."),
    (
      "[tool.libprof.budget]\n\ninti = 3\n",
      "pyproject.toml:3: [tool.libprof.budget] has no setting `inti`. It has: init, memory, modules, forbidden, lazy, baseline"
    ),
    (
      "[tool.libprof.budget]\ninit = '3x'\n",
      "pyproject.toml:2: `init` is to be a number above 0 (times the interpreter's bare start), or a share of the baseline, as in "
        + "init = \"110 %\"."
    ),
    ("[tool.libprof.budget]\nmemory = 0\n", "pyproject.toml:2: `memory` is to be a number above 0 (MiB)"),
    ("[tool.libprof.budget]\nmemory = inf\n", "pyproject.toml:2: `memory` is to be a number above 0 (MiB)"),
    ("[tool.libprof.budget]\nmodules = '-5 %'\n", "pyproject.toml:2: `modules` is to be a number above 0 (modules)"),
    ("[tool.libprof.budget]\nforbidden = 'pandas'\n", "pyproject.toml:2: `forbidden` is to be a list of libraries"),
    ("[tool.libprof.budget]\nlazy = ['a', 3]\n", "pyproject.toml:2: `lazy` is to be a list of libraries"),
    ("[tool.libprof.budget]\nlazy = ['']\n", "pyproject.toml:2: `lazy` is to be a list of libraries"),
    ("[tool.libprof.budget]\ndrift = 3\n", "pyproject.toml:2: `drift` is to be a number above 0 and up to 2"),
    ("[tool.libprof.budget]\nbaseline = 3\n", "pyproject.toml:2: `baseline` is to be a file"),
    ("[tool.libprof.budget]\nevents = 3\n", "pyproject.toml:2: `events` is a table for each event"),
    (
      "[tool.libprof.budget.events]\n'a.json' = 3\n",
      "pyproject.toml:2: `a.json` is a table of limits: write [tool.libprof.budget.events.\"a.json\"]."
    ),
    (
      "[tool.libprof.budget.events.'a.json']\ninit = 3\ndrift = 0.1\n",
      "pyproject.toml:3: [tool.libprof.budget.events.a.json] has no setting `drift`. It has: init, memory, modules, forbidden, lazy."
    ),
    ("tool.libprof.budget.init = []\n", "pyproject.toml:1: `init` is to be a number above 0"),
  ]) func `says where it is wrong and what to write`(text: String, message: String) {
    let error = #expect(throws: ConfigurationError.self) { try Self.budget(text) }
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
  }
}
