import Foundation
import TestSupport
import Testing

@Suite struct `The command line` {
  @Test(arguments: [
    "", "profile", "report", "fix", "review", "check", "why", "explain", "export", "recipes", "apply", "config", "init",
  ])
  func `explains itself`(
    command: String
  )
    throws
  {
    let result = try Command.run(
      [Tool.path] + (command.isEmpty ? [] : [command]) + ["--help"],
      environment: ["COLUMNS": "100"]
    )
    #expect(result.status == 0)
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Golden/help\(command.isEmpty ? "" : "-" + command).txt")
    let outcome = try Golden.compare(result.outputText, with: file)
    #expect(outcome.isFine, "\(outcome)")
  }

  @Test(.enabled(if: Tool.isPossible, "\(Tool.reason)")) func `records a command and reports it`() throws {
    let tool = try Tool(["main.py": "import heavy\nprint('hello')\ndef later():\n    return heavy.work()\n"])
    let python = Interpreters.newest?.path ?? "python3"
    let profile = try tool.run("profile", "-o", "main.libprof", "--", python, "main.py")
    #expect(profile.status == 0, "\(profile.errorText)")
    #expect(profile.output.isEmpty)
    let report = try tool.run("report", "main.libprof")
    #expect(report.status == 0)
    #expect(report.outputText.contains("1 recorded event"))
    let comparison = try tool.run("report", "main.libprof", "main.libprof")
    #expect(comparison.status == 0 && comparison.outputText.hasPrefix("Initialization "))
    #expect(
      comparison.outputText.hasSuffix(
        "\nThe same modules are loaded, and no library takes another time by 1 ms or more.\n"
      )
    )
    let fix = try tool.run("fix", "--dry-run", "--pairs", "21", "--", python, "main.py")
    #expect(fix.status == 0, "\(fix.errorText)")
    #expect(fix.outputText.contains("+    import heavy"))
  }

  @Test(.enabled(if: Tool.isPossible, "\(Tool.reason)")) func `writes the report as a page`() throws {
    let tool = try Tool(["main.py": "import heavy\nprint('hello')\ndef later():\n    return heavy.work()\n"])
    let python = Interpreters.newest?.path ?? "python3"
    let profile = try tool.run("profile", "-o", "r", "--", python, "main.py")
    #expect(profile.status == 0, "\(profile.errorText)")
    let report = try tool.run("report", "--html", "report.html", "r")
    #expect(report.status == 0 && report.output.isEmpty, "\(report.errorText)")
    let page = try tool.text("report.html")
    #expect(page.hasPrefix("<!doctype html>") && page.hasSuffix("</html>\n"))
    #expect(page.contains("\"heavy\"") && page.contains("-import heavy"))
    // The same recording gives the same page.
    #expect(try tool.run("report", "--html", "again.html", "r").status == 0)
    #expect(try tool.text("again.html") == page)
    let nowhere = try tool.run("report", "--html", "nowhere/report.html", "r")
    #expect(nowhere.status == 2 && nowhere.errorText.contains("nowhere/report.html cannot be written"))
    #expect(try tool.run("report", "--html", "x.html", "r", "r").errorText.contains("--html shows one recording."))
    #expect(try tool.run("report", "--html", "x.html", "--format", "json", "r").status == 2)
  }

  @Test(.enabled(if: Tool.isPossible, "\(Tool.reason)")) func `keeps to a hundred columns, and shows the plan`() throws
  {
    let package = "a_package_with_quite_a_long_name_of_its_own"
    let slow = "import time\ntime.sleep(0.03)\ndef work(): return 1\n"
    let tool = try Tool([
      "app.py": """
      from \(package).subpackage_of_some_length import first_module_in_it, second_module_in_it
      import heavy

      LIMIT = heavy.work()

      def handler(event, context):
          return {}

      def later():
          return first_module_in_it.work(), second_module_in_it.work()

      """,
      "\(package)/__init__.py": "", "\(package)/subpackage_of_some_length/__init__.py": "",
      "\(package)/subpackage_of_some_length/first_module_in_it.py": slow,
      "\(package)/subpackage_of_some_length/second_module_in_it.py": slow,
    ])
    let profile = try tool.profile(to: "r")
    #expect(profile.status == 0, "\(profile.errorText)")
    let module = "\(package).subpackage_of_some_length.first_module_in_it"
    for arguments in [["report", "r"], ["report", "-v", "r"], ["report", "r", "r"], ["why", module, "r"]] {
      let shown = try Command.run([Tool.path] + arguments, in: tool.folder)
      #expect(shown.status == 0, "\(shown.errorText)")
      for line in shown.outputText.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
    }
    let report = try tool.run("report", "r").outputText
    #expect(report.contains("What to change") && report.contains("  first_module_in_it   defer"), "\(report)")
    #expect(report.contains("Cold starts that are expected of it:\n  ok.json  "))
    #expect(report.contains("app.py:2  ") && report.contains("[used-while-loading]"))
    let misspelled = try tool.run("report", "--keep", "heavi", "--keep", "app.py", "r").errorText
    #expect(
      misspelled.hasPrefix("“heavi”, which is to be kept, names no import that could be changed")
        && !misspelled.contains("app.py names")
    )
    let demanding = try tool.run("report", "--min-gain", "100000", "r").outputText
    #expect(demanding.contains("What to change: no import statement that may be changed brings enough."))
  }

  @Test(
    .enabled(if: Tool.isPossible, "\(Tool.reason)"),
    .enabled(if: Readers.arePrepared, "\(Readers.reason)")
  ) func `reports as JSON what its schema says`() throws {
    let slow = "import time\ntime.sleep(0.03)\nx = 1\n"
    let app = """
      import sys
      sys.path.insert(0, __file__.replace("app.py", "site-packages"))
      import heavy
      import stuck
      import lib
      stuck.x

      def handler(event, context):
          return {}

      def f():
          heavy.work()

      """
    let tool = try Tool([
      "app.py": app, "stuck.py": slow, "broken.py": "def :\n",
      "site-packages/lib/__init__.py": "from lib import part\n", "site-packages/lib/part.py": slow,
      "site-packages/lib-1.0.dist-info/METADATA": "Name: lib\n",
      "site-packages/lib-1.0.dist-info/RECORD": "lib/__init__.py,,\nlib/part.py,,\n",
    ])
    let profile = try tool.profile(to: "r")
    #expect(profile.status == 0, "\(profile.errorText)")
    let report = try tool.run("report", "--format", "json", "r")
    #expect(report.status == 0)
    let judgement = try Readers.validate(report.output, against: "report-2")
    #expect(judgement.succeeded, "\(judgement.errorText)")
    let export = try tool.run("export", "--format", "json", "r")
    #expect(export.status == 0)
    let agreement = try Readers.validate(export.output, against: "export-1")
    #expect(agreement.succeeded, "\(agreement.errorText)")
    #expect(export.outputText.contains("\"distribution\":\"lib\""))
    let weighed = try tool.run("report", "--weight", "ok.json=2", "r")
    #expect(weighed.status == 0, "\(weighed.errorText)")
    let unknown = try tool.run("report", "--weight", "other.json=2", "r")
    #expect(unknown.status == 2 && unknown.errorText.contains("There are: ok.json."))
    #expect(try tool.run("report", "--weight", "ok.json=0", "r").errorText.contains("write EVENT=NUMBER"))
    #expect(report.outputText.contains("\"pattern\":\"unused\"") && report.outputText.contains("\"lib.part\""))
    #expect(report.outputText.contains("\"used-while-loading\"") && report.outputText.contains("\"broken.py\""))
  }

  @Test(.enabled(if: Tool.isPossible, "\(Tool.reason)")) func `exports one event, and import times of one process`()
    throws
  {
    let python = Interpreters.newest?.path ?? "python3"
    let app = """
      import heavy
      import subprocess, sys

      def handler(event, context):
          if event:
              import zipapp
          return subprocess.run([sys.executable, "-c", "import wave"]).returncode

      """
    let tool = try Tool(["app.py": app, "full.json": "{\"a\": 1}"])
    let events = ["--event", "ok.json", "--event", "full.json"]
    let profile = try Command.run(
      [Tool.path, "profile", "-o", "r", "--python", python, "--handler", "app.handler"] + events,
      in: tool.folder
    )
    #expect(profile.status == 0, "\(profile.errorText)")
    /// How often a table has a line for each of some modules.
    func lines(_ table: String) -> [String: Int] {
      let names = table.split(separator: "\n").compactMap { $0.split(separator: " ").last.map(String.init) }
      return Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +).filter {
        ["heavy", "zipapp", "wave"].contains($0.key)
      }
    }
    let table = try tool.run("export", "--format", "importtime", "r")
    #expect(lines(table.outputText) == ["heavy": 1])
    #expect(
      table.errorText == """
        The table is of ok.json, the first of 2 recorded starts. Choose another with --event NAME.
        It lacks one process that the program started; the other formats have them.

        """
    )
    let chosen = try tool.run("export", "--format", "importtime", "--event", "full.json", "r")
    #expect(lines(chosen.outputText) == ["heavy": 1, "zipapp": 1])
    #expect(!chosen.errorText.contains("The table is of"))
    let stacks = try tool.run("export", "--format", "collapsed", "--event", "full.json", "r")
    #expect(stacks.outputText.contains("full.json;") && !stacks.outputText.contains("ok.json;"))
    #expect(stacks.outputText.contains("wave") && stacks.errorText.isEmpty)
    let unknown = try tool.run("export", "--format", "json", "--event", "other.json", "r")
    #expect(unknown.status == 2, "\(unknown.errorText)")
    #expect(unknown.errorText.contains("There are: ok.json, full.json."))
  }

  @Test(arguments: ["-1", "10001", "fast", "1.5"]) func `refuses a rate that is none`(rate: String) throws {
    let result = try Tool().run("profile", "--rate=\(rate)", "-o", "r", "--", "python3", "-c", "pass")
    #expect(result.status == 2)
    #expect(
      result.errorText.contains(
        Int(rate) == nil ? "'\(rate)' is invalid for '--rate <hz>'" : "must be between 0 and 10000"
      )
    )
  }

  @Test(
    .enabled(if: Tool.isPossible, "\(Tool.reason)"),
    .enabled(if: Tool.canForbid, "needs a user who is not allowed everything, or setpriv"),
    arguments: [
      "tmp": "Set TMPDIR to a folder that you may write to", "closed": "Name a file in another folder with -o",
    ]
  ) func `says what to do about a folder that cannot be written`(folder: String, advice: String) throws {
    let tool = try Tool(["main.py": "pass\n", "closed/kept": ""])
    let path = folder == "tmp" ? tool.scratch.file("tmp").path : tool.folder.appending(path: folder).path
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: path)
    defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path) }
    let python = Interpreters.newest?.path ?? "python3"
    let unprivileged = geteuid() == 0 ? "setpriv --bounding-set -dac_override --inh-caps -dac_override " : ""
    let result = try tool.shell("\(unprivileged)'\(Tool.path)' profile -o closed/r -- '\(python)' main.py")
    #expect(result.status == 2)
    #expect(result.errorText.contains("Permission denied") && result.errorText.contains(advice), "\(result.errorText)")
  }

  @Test(.enabled(if: Tool.isPossible, "\(Tool.reason)")) func `says what is wrong with a recording`() throws {
    let tool = try Tool(["main.py": "pass\n"])
    #expect(try tool.run("profile", "-o", "r", "--", Interpreters.newest?.path ?? "python3", "main.py").status == 0)
    let whole = try tool.scratch.read("project/r")
    try tool.scratch.write(Array(whole.dropLast(100)), to: "project/cut")
    try tool.scratch.write("nothing\n", to: "project/other")
    let cut = try tool.run("report", "cut")
    #expect(cut.status == 2 && cut.errorText.contains("is cut short"))
    let other = try tool.run("report", "other")
    #expect(other.status == 2 && other.errorText.contains("is no recording"))
    // Found before the program is run for it.
    let python = Interpreters.newest?.path ?? "python3"
    for file in ["nowhere/r", "."] {
      let unwritable = try tool.run("profile", "-o", file, "--", python, "-c", "open('ran', 'w')")
      #expect(unwritable.status == 2 && unwritable.errorText.contains("cannot be written"), "\(unwritable.errorText)")
    }
    #expect(!FileManager.default.fileExists(atPath: tool.folder.path + "/ran"))
    let missing = try tool.run("report", "missing")
    #expect(missing.status == 2 && missing.errorText.contains("No such file"))
  }

  @Test func `obeys the project's configuration, and says what is wrong with it`() throws {
    let wrong = try Tool(["pyproject.toml": "[tool.libprof]\nrat = 100\n"]).run("profile", "--", "true")
    #expect(wrong.status == 2)
    #expect(wrong.errorText.hasPrefix("libprof: pyproject.toml:2: [tool.libprof] has no setting `rat`."))
    let named = try Tool(["pyproject.toml": "[tool.libprof]\ncommand = ['true']\n"]).run("profile")
    #expect(named.errorText.contains("`true` ended without starting a Python interpreter"))
  }

  @Test func `says that a program was no Python`() throws {
    let result = try Tool().run("profile", "--", "true")
    #expect(result.status == 2)
    #expect(result.errorText.contains("`true` ended without starting a Python interpreter"))
  }
}
