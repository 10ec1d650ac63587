import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: Tool.isPossible, "\(Tool.reason)")) struct `libprof check` {
  private static let app = """
    import orders


    def handler(event, context):
        return orders.place(event)

    """
  private static let heavier = """
    import orders
    from reports import (
        monthly,
    )


    def handler(event, context):
        return monthly() if event.get("report") else orders.place(event)

    """

  /// A project in a repository, with a first commit.
  private static func repository(budget: String, _ files: [String: String] = [:]) throws -> Tool {
    let python = Interpreters.newest?.path ?? "python3"
    let own = [
      "app.py": app, "orders.py": "def place(event):\n    return {\"ok\": True}\n",
      ".gitignore": "__pycache__/\n*.libprof\n",
      "pyproject.toml": """
      [tool.libprof]
      handler = "app.handler"
      events = ["ok.json"]
      python = "\(python)"

      [tool.libprof.budget]
      \(budget)

      """,
    ]
    let tool = try Tool(own.merging(files) { $1 })
    try git(tool, "init -q -b main .")
    try commit(tool, "Take orders", by: "Ada Example")
    return tool
  }

  @discardableResult private static func git(_ tool: Tool, _ line: String) throws -> String {
    let result = try tool.shell("git \(line)")
    try #require(result.status == 0, "\(result.errorText)")
    return result.outputText
  }

  private static func commit(_ tool: Tool, _ subject: String, by author: String) throws {
    try git(tool, "config user.name '\(author)'")
    try git(tool, "config user.email someone@example.com")
    try git(tool, "add -A")
    try git(tool, "commit -q -m '\(subject)'")
  }

  /// The commit that makes the start slow: a function of a new module, which imports the slow one.
  private static func addReports(to tool: Tool) throws {
    try tool.scratch.write(heavier, to: "project/app.py")
    try tool.scratch.write(
      "import heavy\n\n\ndef monthly():\n    return heavy.work()\n",
      to: "project/reports.py"
    )
    try commit(tool, "Report every month", by: "Bob Example")
  }

  @Test func `fails with the statement that made the start heavier, its cost, and its commit`() throws {
    let tool = try Self.repository(budget: "modules = \"100 %\"\nforbidden = [\"heavy\"]")
    let without = try tool.run("check")
    #expect(without.status == 2)
    #expect(
      without.errorText.hasPrefix("libprof: pyproject.toml:7: `modules` is a share of a baseline, and there is none.")
    )
    let update = try tool.run("check", "--update")
    #expect(update.status == 0, "\(update.errorText)")
    #expect(update.errorText.contains("Written: libprof-baseline.json."))
    try Self.commit(tool, "Remember the start", by: "Ada Example")
    let passing = try tool.run("check")
    #expect(passing.status == 0 && passing.outputText.hasSuffix("Within the budget.\n"), "\(passing.outputText)")

    try Self.addReports(to: tool)
    let failing = try tool.run("check")
    #expect(failing.status == 1, "\(failing.errorText)")
    let commit = try Self.git(tool, "rev-parse HEAD").prefix(10)
    let text = failing.outputText
    #expect(text.contains("\nmodule-budget: The start with ok.json loads "), "\(text)")
    #expect(text.contains("\nforbidden-library: heavy is loaded with ok.json, and the budget forbids it.\n"))
    #expect(
      text.contains("\n  app.py:2 `from reports import (monthly)` loads heavy, which libprof-baseline.json does not")
    )
    #expect(text.contains("\n    By way of app.py:2 → reports.py:1\n"))
    #expect(text.contains("\n    Introduced by \(commit) (Bob Example, ") && text.contains("): Report every month\n"))

    // The same from a stored recording, and nothing is run: the file that the program would write is not there.
    let profile = try tool.run("profile", "-o", "now.libprof")
    #expect(profile.status == 0, "\(profile.errorText)")
    try tool.scratch.write("raise SystemExit(3)\n", to: "project/orders.py")
    let stored = try tool.run("check", "--recording", "now.libprof", "--output-format", "concise")
    #expect(stored.status == 1, "\(stored.errorText)")
    let rules = stored.outputText.split(separator: "\n").map {
      $0.split(separator: " ").prefix(2).joined(separator: " ")
    }
    #expect(rules == ["app.py:2: module-budget:", "app.py:2: forbidden-library:"])

    // Nobody is blamed for what has come to stand on the line since.
    for text in ["import os\nimport sys\n", "\n\n\n"] {
      try tool.scratch.write(text + Self.heavier, to: "project/app.py")
      let moved = try tool.run("check", "--recording", "now.libprof").outputText
      #expect(moved.contains("\n  app.py:2 loads heavy, which "), "\(moved)")
      #expect(moved.contains("This import does not stand there now") && !moved.contains("Introduced by"))
    }
  }

  @Test func `blames the line of the name, where a statement has several`() throws {
    let shop = ["shop/__init__.py": "", "shop/old.py": "", "shop/new.py": "import heavy\n", "shop/other.py": ""]
    let handler = "\n\n\ndef handler(event, context):\n    return 1\n"
    let tool = try Self.repository(
      budget: "forbidden = [\"heavy\"]",
      shop.merging(["app.py": "from shop import (\n    old,\n)" + handler]) { $1 }
    )
    #expect(try tool.run("check", "--update").status == 0)
    try tool.scratch.write("from shop import (\n    old,\n    new,\n)" + handler, to: "project/app.py")
    try Self.commit(tool, "Bring the new", by: "Bob Example")
    try tool.scratch.write("from shop import (\n    old,\n    new,\n    other,\n)" + handler, to: "project/app.py")
    try Self.commit(tool, "Bring another", by: "Cleo Example")
    let failing = try tool.run("check")
    #expect(failing.status == 1, "\(failing.errorText)")
    #expect(
      failing.outputText.contains("  app.py:1 `from shop import (old, new, other)` loads heavy"),
      "\(failing.outputText)"
    )
    #expect(failing.outputText.contains("): Bring the new\n"), "\(failing.outputText)")
  }

  @Test func `leaves to an answer what is lazy`() throws {
    let lazy = "def handler(event, context):\n    import heavy\n    return heavy.work()\n"
    let tool = try Self.repository(budget: "lazy = [\"heavy\"]", ["app.py": lazy])
    let passing = try tool.run("check")
    #expect(passing.status == 0, "\(passing.outputText)\(passing.errorText)")
    try tool.scratch.write("import heavy\n" + lazy, to: "project/app.py")
    let failing = try tool.run("check")
    #expect(failing.status == 1 && failing.outputText.contains("eager-library: heavy is loaded at the start"))
    #expect(failing.outputText.contains("    Not committed yet\n"), "\(failing.outputText)")
  }

  @Test func `starts the program in turn with an earlier revision`() throws {
    // So slow that no load of the machine makes it doubtful.
    let heavy = "import time\ntime.sleep(0.4)\ndef work(): return 1\n"
    let tool = try Self.repository(
      budget: "init = \"150 %\"",
      ["notes.txt": "kept by nobody\n", "heavy.py": heavy]
    )
    try Self.addReports(to: tool)
    try Self.git(tool, "rm -q notes.txt")
    try Self.commit(tool, "Clean up", by: "Cleo Example")
    let before = try Self.git(tool, "status --porcelain")
    let failing = try tool.run("check", "--base", "HEAD~2", "--pairs", "21", "--output-format", "json")
    #expect(failing.status == 1, "\(failing.errorText)")
    #expect(failing.outputText.contains("\"verdict\":\"regression\""), "\(failing.outputText)")
    #expect(failing.outputText.contains("\"subject\":\"Report every month\""))
    #expect(failing.outputText.contains("\"baseline\":\"HEAD~2\""))
    // The slow import is there already.
    let same = try tool.run("check", "--base", "HEAD~1", "--pairs", "21", "--output-format", "json")
    #expect(!same.outputText.contains("\"rule\":\"regression\"") && same.status == 0, "\(same.outputText)")
    #expect(try Self.git(tool, "status --porcelain") == before)
    #expect(try Self.git(tool, "worktree list").split(separator: "\n").count == 1)
    #expect(tool.leftovers.isEmpty)
  }

  @Test func `does not compare what the earlier revision cannot answer`() throws {
    let tool = try Self.repository(
      budget: "modules = 1000",
      ["app.py": "def handler(event, context):\n    return 1 / 0\n"]
    )
    try tool.scratch.write("def handler(event, context):\n    return 1\n", to: "project/app.py")
    let result = try tool.run("check", "--base", "HEAD", "--pairs", "21")
    #expect(result.status == 0, "\(result.errorText)")
    #expect(result.outputText.contains("  ok.json  not compared: there it fails (ZeroDivisionError: division by zero)"))
  }

  @Test func `says old and new when it writes the baseline and the limits`() throws {
    let tool = try Self.repository(budget: "modules = 1  # tight")
    let first = try tool.run("check", "--update", "--limits")
    #expect(first.status == 0, "\(first.errorText)")
    #expect(first.outputText.contains("\nmodules  1 → ") && first.outputText.contains("(allows more than before)\n"))
    #expect(first.outputText.contains("\ninit  none → "))
    #expect(try tool.text("pyproject.toml").contains("  # tight\n"))
    try Self.addReports(to: tool)
    let second = try tool.run("check", "--update")
    #expect(
      second.outputText.contains("Newly loaded (") && second.outputText.contains("heavy, reports"),
      "\(second.outputText)"
    )
    // Nothing else is replaced by a baseline.
    let other = try tool.run("check", "--update", "--baseline", "app.py")
    #expect(other.status == 2 && other.errorText.contains("app.py is there, and is no baseline"))
    #expect(try tool.text("app.py") == Self.heavier)
  }

  @Test func `tells when the recorded workload is out of date`() throws {
    let tool = try Self.repository(
      budget: "drift = 0.2",
      ["mix.txt": "ok.json 70\nreport.json 30\n", "same.json": "{\"ok.json\": 9}"]
    )
    #expect(try tool.run("profile", "-o", "now.libprof").status == 0)
    let drifted = try tool.run("check", "--recording", "now.libprof", "--workload", "mix.txt")
    #expect(drifted.status == 1, "\(drifted.errorText)")
    #expect(drifted.outputText.contains("workload-drift: The recorded workload is out of date: by mix.txt"))
    #expect(drifted.outputText.contains("\n  report.json: 0.0 % → 30.0 %, which was not recorded\n"))
    let same = try tool.run("check", "--recording", "now.libprof", "--workload", "same.json")
    #expect(same.status == 0, "\(same.outputText)")
  }

  @Test func `checks a command, and needs no repository`() throws {
    let python = Interpreters.newest?.path ?? "python3"
    let budget = "[tool.libprof.budget]\nforbidden = ['heavy']\n"
    let tool = try Tool(["main.py": "import heavy\nprint(heavy.work())\n", "pyproject.toml": budget])
    let result = try tool.run("check", "--", python, "main.py")
    #expect(result.status == 1, "\(result.errorText)")
    #expect(result.outputText.contains("  main.py:1 `import heavy` loads heavy: "), "\(result.outputText)")
    #expect(!result.outputText.contains("Introduced by"))
    let base = try tool.run("check", "--base", "HEAD", "--", python, "main.py")
    #expect(base.status == 2 && base.errorText.contains("is in no git repository with a commit"))
  }

  /// What is wrong with a command line or a configuration, and what is said of it.
  private static let mistakes: [(budget: String, arguments: [String], message: String)] = [
    ("# none", [], "There is nothing to check against: write limits into [tool.libprof.budget]"),
    ("inti = 3", [], "pyproject.toml:7: [tool.libprof.budget] has no setting `inti`. It has: init, memory"),
    ("init = 3", ["--base", "nowhere"], "nowhere is no commit that this repository has"),
    ("init = 3", ["--base=--all"], "--all is no commit that this repository has"),
    ("init = 3", ["--workload", "ok.json"], "`drift` of [tool.libprof.budget], which is not set"),
    ("init = 3", ["--baseline", "absent.json"], "The baseline absent.json cannot be read: No such file or directory"),
    ("init = 3", ["--limits"], "--limits goes with --update"),
    ("init = 3", ["--update", "--base", "HEAD"], "--update judges nothing"),
    ("init = 3", ["--pairs", "3"], "fewer than 7 pairs show nothing"),
  ]

  @Test(arguments: mistakes) func `says what is wrong before anything is run`(
    budget: String,
    arguments: [String],
    message: String
  ) throws {
    let tool = try Self.repository(budget: budget, ["app.py": "open('ran', 'w')\n"])
    let line = ([Tool.path, "check"] + arguments).map { "'\($0)'" }.joined(separator: " ")
    let result = try tool.shell(line)
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(result.errorText.contains(message), "\(result.errorText)")
    #expect(!FileManager.default.fileExists(atPath: tool.folder.appending(path: "ran").path))
  }
}
