import EventLog
import Foundation
import Launching
import Recording
import TestSupport
import Testing

/// Where and how a program is started, and what it does to its own surroundings.
@Suite struct `A program is recorded` {
  @Test(arguments: minorVersions, [["-I"], ["-S", "-E"], ["-s", "-B", "-O"], ["-X", "dev"]])
  func `with any option`(minor: Int, options: [String]) throws {
    let sample = try Sample(
      python: minor,
      ["app.py": "import sys, os\nsys.path.insert(0, os.getcwd())\nimport part\n", "part.py": "value = 1\n"]
    )
    let plain = try sample.plain(options + ["app.py"])
    #expect(try sample.watched(options + ["app.py"]).outcome.termination == plain.termination)
    let process = try sample.process(options + ["app.py"])
    #expect(process.load("part")?.site?.short == "app.py:3")
    #expect(process.load("part")?.succeeded == true)
    #expect(!process.isCut)
  }

  @Test(arguments: minorVersions) func `beside the interpreter's own list of imports`(minor: Int) throws {
    let sample = try Sample(python: minor, ["app.py": "import part\n", "part.py": "import inner\n", "inner.py": ""])
    let plain = try sample.plain(["-X", "importtime", "app.py"])
    let (watched, _) = try sample.watched(["-X", "importtime", "app.py"])
    let lists = [plain, watched].map { outcome in
      outcome.standardError.text.split(separator: "\n").compactMap { $0.split(separator: "|").last.map(String.init) }
    }
    #expect(lists[0] == lists[1])
    #expect(lists[0].contains { $0.contains("inner") })
  }

  @Test(arguments: minorVersions) func `in a virtual environment`(minor: Int) throws {
    let sample = try Sample(python: minor, ["app.py": "import installed\n"])
    let made = try sample.plain(["-m", "venv", "--without-pip", ".venv"])
    try #require(made.isSuccess, "\(made.standardError.text)")
    let package = sample.file(".venv/lib/python3.\(minor)/site-packages/installed.py")
    try "value = 1\n".write(toFile: package, atomically: false, encoding: .utf8)
    let environment = try Interpreter.describe(sample.file(".venv/bin/python"))
    #expect(environment.prefix == sample.file(".venv"))
    let start = ProgramStart(entry: .command(["python3", "app.py"]), interpreter: environment, root: sample.root)
    let recording = try Recorder(start: start, scratch: sample.work).record(events: [])
    let load = try #require(recording.runs.first?.processes.first?.load("installed"))
    #expect(load.file == package)
    #expect(load.site?.short == "app.py:1")
  }

  @Test(arguments: minorVersions) func `when it changes folder and clears its environment`(minor: Int) throws {
    let program = """
      import os, sys
      os.environ.clear()
      os.chdir("/")
      import before
      child = os.fork()
      if child == 0:
          import inside
          sys.exit(0)
      os.waitpid(child, 0)
      import after
      """
    let sample = try Sample(python: minor, ["app.py": program, "before.py": "", "inside.py": "", "after.py": ""])
    // By its whole path: a relative search path leads nowhere after the change.
    let processes = try sample.record([sample.file("app.py")])
    try #require(processes.count == 2)
    #expect(processes[0].load("after")?.succeeded == true)
    #expect(processes[1].load("inside")?.succeeded == true)
    #expect(processes.allSatisfy { !$0.isCut })
  }

  /// A superuser may write in spite of permissions, but not on a file system that is mounted for reading only.
  private static let canProtect =
    geteuid() != 0 || (try? Command.run(["unshare", "--mount", "true"]))?.succeeded == true

  @Test(.enabled(if: canProtect, "needs a user who is not allowed everything, or unshare"), arguments: minorVersions)
  func `from a folder that cannot be written`(minor: Int) throws {
    let sample = try Sample(
      python: minor,
      [
        "app.py": "import part\ntry:\n    open('written', 'w')\nexcept OSError:\n    import refused\n",
        "part.py": "value = 1\n", "refused.py": "",
      ]
    )
    var command = [sample.interpreter.executable, "app.py"]
    if geteuid() == 0 {
      // The folder one is in already stays as it was.
      let script = #"mount --bind . . && mount -o remount,bind,ro . && cd "$PWD" && exec "$@""#
      command = ["unshare", "--mount", "sh", "-c", script, "sh"] + command
    } else {
      try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: sample.root)
    }
    defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: sample.root) }
    let process = try #require(try sample.recorder(.command(command)).record(events: []).runs.first?.processes.first)
    #expect(process.load("part")?.kind == .source)
    #expect(process.load("refused")?.succeeded == true)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: sample.root).sorted() == ["app.py", "part.py", "refused.py"]
    )
  }

  @Test(arguments: minorVersions) func `with an import function of its own`(minor: Int) throws {
    let program = """
      import builtins
      kept = builtins.__import__
      def noted(name, *rest, **named):
          return kept(name, *rest, **named)
      builtins.__import__ = noted
      import one
      builtins.__import__ = kept
      import two
      """
    let sample = try Sample(python: minor, ["app.py": program, "one.py": "", "two.py": ""])
    let process = try sample.process()
    // The nearest line of Python is the one in the program's own function.
    #expect(process.load("one")?.site?.short == "app.py:4")
    #expect(process.load("two")?.site?.short == "app.py:8")
  }

  @Test(arguments: minorVersions) func `that exchanges and removes modules`(minor: Int) throws {
    let program = """
      import replaced, vanishing, lazy
      print(replaced.value)
      import json.decoder, sys
      del sys.modules["json.decoder"]
      import json.decoder
      sys.modules["absent"] = None
      try:
          import absent
      except ImportError:
          pass
      """
    let sample = try Sample(
      python: minor,
      [
        "app.py": program,
        "replaced.py": "import sys\nclass Other: value = 3\nsys.modules[__name__] = Other()\n",
        "vanishing.py": "import sys\nsys.modules[__name__ + '_kept'] = sys.modules.pop(__name__)\n",
        "lazy.py": "import sys, types\nclass Lazy(types.ModuleType):\n"
          + "    def __getattribute__(self, name): raise SystemExit(9)\nsys.modules[__name__].__class__ = Lazy\n",
      ]
    )
    let plain = try sample.plain(["app.py"])
    let (watched, _) = try sample.watched(["app.py"])
    #expect(watched.termination == plain.termination)
    #expect(watched.standardOutput.text == plain.standardOutput.text)
    #expect(watched.standardError.text == plain.standardError.text)
    let process = try sample.process()
    #expect(process.load("replaced")?.succeeded == true)
    #expect(process.load("vanishing")?.site?.short == "app.py:1")
  }

  @Test(arguments: minorVersions) func `whose names are no text`(minor: Int) throws {
    let program = """
      import importlib, os
      name = "odd\\udcff"
      with open(os.fsencode(name + ".py"), "w") as file:
          file.write("value = 1\\n")
      print(importlib.import_module(name).value)
      try:
          importlib.import_module("gone\\udcfe")
      except Exception as error:
          print(type(error).__name__)
      import é
      """
    let sample = try Sample(python: minor, ["app.py": program, "é.py": ""])
    let plain = try sample.plain(["-X", "utf8", "app.py"])
    let (watched, _) = try sample.watched(["-X", "utf8", "app.py"])
    #expect(watched.termination == plain.termination)
    #expect(watched.standardOutput.text == plain.standardOutput.text)
    #expect(watched.standardError.text == plain.standardError.text)
    let process = try sample.process(["-X", "utf8", "app.py"])
    #expect(process.load("odd\\udcff")?.site?.short == "app.py:5")
    #expect(process.load("gone\\udcfe")?.succeeded == false)
    #expect(process.load("é")?.succeeded == true)
  }

  @Test(arguments: [8, 11, 12, 15]) func `with two thousand threads`(minor: Int) throws {
    let program = """
      import threading
      threading.stack_size(65536)
      def work(number):
          import colorsys
          exec(compile("def f(): return %d\\nf()" % number, "<made>", "exec"), {})
      for batch in range(20):
          threads = [threading.Thread(target=work, args=(batch * 100 + i,)) for i in range(100)]
          for thread in threads: thread.start()
          for thread in threads: thread.join()
      print("done")
      """
    let sample = try Sample(python: minor, ["app.py": program])
    let (outcome, logs) = try sample.watched(["app.py"])
    #expect(outcome.standardOutput.text == "done\n", "\(outcome.standardError.text)")
    let log = try EventLogFile(path: try #require(logs.first))
    #expect(!log.isCut)
    // Threads that come while another one loads the module wait inside their own request for it.
    #expect(try sample.process().load("colorsys")?.succeeded == true)
  }

  @Test(arguments: minorVersions) func `however deep it calls`(minor: Int) throws {
    let program = """
      import sys
      sys.setrecursionlimit(6000)
      def deep(n):
          if n: return deep(n - 1)
          import colorsys
          return 1
      print(deep(5000))
      """
    let sample = try Sample(python: minor, ["app.py": program])
    let (outcome, _) = try sample.watched(["app.py"])
    #expect(outcome.standardOutput.text == "1\n", "\(outcome.standardError.text)")
    #expect(try sample.process().load("colorsys")?.site?.short == "app.py:5")
  }

  @Test(arguments: [8, 11, 12, 15]) func `with a hundred thousand functions`(minor: Int) throws {
    let program = """
      for part in range(100):
          names = {}
          text = "".join("def f%d_%d(): pass\\nf%d_%d()\\n" % (part, i, part, i) for i in range(1000))
          exec(compile(text, "made%d" % part, "exec"), names)
      """
    let sample = try Sample(python: minor, ["app.py": program])
    let process = try sample.process(probes: "imports,calls")
    #expect(!process.isCut)
    #expect(process.calls.count { $0.site.file.hasPrefix("made") && $0.name.hasPrefix("f") } == 100_000)
  }

  @Test(arguments: minorVersions) func `with generators and coroutines`(minor: Int) throws {
    let program = """
      import asyncio
      def numbers():
          import colorsys
          yield from more()
      def more():
          yield 1
      async def wait():
          import fractions
          await asyncio.sleep(0)
          return [value async for value in stream()]
      async def stream():
          yield 2
      print(list(numbers()), asyncio.run(wait()))
      """
    let sample = try Sample(python: minor, ["app.py": program])
    let process = try sample.process(probes: "imports,calls")
    let called = Set(process.calls.filter { $0.site.short.hasPrefix("app.py:") }.map(\.name))
    #expect(called.isSuperset(of: ["numbers", "more", "wait", "stream"]))
    #expect(process.load("colorsys")?.site?.short == "app.py:3")
    #expect(process.load("fractions")?.site?.short == "app.py:8")
  }
}
