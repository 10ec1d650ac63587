import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: Tool.isPossible, "\(Tool.reason)")) struct `libprof fix` {
  private static let app = """
    import heavy


    def handler(event, context):
        return report() if event.get("report") else {"ok": True}


    def report():
        return {"n": heavy.work()}

    """

  @Test func `prints a diff and nothing else, and git takes it`() throws {
    let tool = try Tool(["app.py": Self.app])
    let result = try tool.fix("--dry-run")
    #expect(result.status == 0, "\(result.errorText)")
    #expect(
      result.outputText
        == """
        --- a/app.py
        +++ b/app.py
        @@ -1,6 +1,3 @@
        -import heavy
        -
        -
         def handler(event, context):
             return report() if event.get("report") else {"ok": True}
         
         
         def report():
        +    import heavy
        +
             return {"n": heavy.work()}

        """.replacingOccurrences(of: "@@ -1,6 +1,3 @@", with: Self.hunkHead(of: result.outputText))
    )
    #expect(try tool.text("app.py") == Self.app)
    #expect(result.errorText.contains("Proven: the same answers"))
    let applied = try Command.run(["git", "apply", "--check", "-"], input: result.output, in: tool.folder)
    #expect(applied.succeeded, "\(applied.errorText)")
    #expect(tool.leftovers.isEmpty)
  }

  private static func hunkHead(of diff: String) -> String {
    diff.split(separator: "\n").first { $0.hasPrefix("@@") }.map(String.init) ?? "no hunk"
  }

  @Test func `writes the files, and the second time finds nothing to do`() throws {
    let tool = try Tool(["app.py": Self.app])
    let first = try tool.fix()
    #expect(first.status == 0, "\(first.errorText)")
    #expect(try tool.text("app.py").contains("def report():\n    import heavy\n\n"))
    #expect(first.output.isEmpty)
    let second = try tool.fix()
    #expect(second.status == 0)
    #expect(second.errorText.contains("Nothing to change"))
  }

  @Test func `offers nothing that changes an answer`() throws {
    let tool = try Tool([
      "app.py": """
      import gc, types
      import heavy

      def handler(event, context):
          modules = [found.__name__ for found in gc.get_objects() if isinstance(found, types.ModuleType)]
          return {"names": [name for name in modules if name == "heavy"]}

      def report():
          return heavy.work()
      """
    ])
    let result = try tool.fix()
    #expect(result.status == 1)
    #expect(result.errorText.contains("Nothing is left to offer"))
    #expect(result.errorText.contains("Not offered: with the patch, ok.json is answered differently: "))
    #expect(result.errorText.contains("$.names"))
    #expect(try tool.text("app.py").hasPrefix("import gc, types\nimport heavy\n"))
  }

  /// An application that looks for modules in a way that no hazard sees.
  private static func watching(_ answer: String) -> [String: String] {
    let slow = "import time\ntime.sleep(0.1)\ndef work(): return 2\n"
    let app = """
      import gc, types
      import heavy
      import slow
      import slower

      def handler(event, context):
          found = {m.__name__ for m in gc.get_objects() if isinstance(m, types.ModuleType)}
          return {"answer": \(answer)}

      def report():
          return heavy.work() + slow.work() + slower.work()

      """
    return ["app.py": app, "slow.py": slow, "slower.py": slow]
  }

  @Test func `leaves out the changes that break the program, and offers the others`() throws {
    let tool = try Tool(Self.watching("[name in found for name in ('heavy', 'slower')]"))
    let result = try tool.fix()
    #expect(result.status == 0, "\(result.errorText)")
    #expect(
      result.errorText.contains("app.py:2  `heavy`  deferring it breaks the program: ok.json is answered differently")
    )
    #expect(result.errorText.contains("app.py:4  `slower`  deferring it breaks the program"))
    #expect(result.errorText.contains("Proven"))
    let text = try tool.text("app.py")
    #expect(text.hasPrefix("import gc, types\nimport heavy\nimport slower\n"))
    #expect(text.contains("    import slow\n"))
    #expect(tool.leftovers.isEmpty)
  }

  @Test func `leaves out one of two changes that break the program only together`() throws {
    let tool = try Tool(Self.watching("not found.isdisjoint(('heavy', 'slow'))"))
    let result = try tool.fix()
    #expect(result.status == 0, "\(result.errorText)")
    #expect(result.errorText.contains("deferring it breaks the program: together with 1 more change, ok.json"))
    let kept = try tool.text("app.py").split(separator: "\n").filter { $0.hasPrefix("import ") }
    #expect(kept == ["import gc, types", "import heavy"] || kept == ["import gc, types", "import slow"])
  }

  @Test func `plans again when something unseen asks for a module that was to wait`() throws {
    let tool = try Tool([
      "app.py": """
      import heavy
      import asker

      def handler(event, context):
          return asker.answer()

      def report():
          return heavy.work()

      """,
      // As a compiled module imports: of a module that is there already nobody hears.
      "asker.py": """
      import ctypes

      find = ctypes.pythonapi.PyImport_ImportModuleLevelObject
      find.restype = ctypes.py_object
      find.argtypes = [ctypes.py_object] * 4 + [ctypes.c_int]
      find("".join(["hea", "vy"]), {}, {}, [], 0)

      def answer():
          return {"ok": True}

      """,
      "heavy.py": "import slow\n\ndef work():\n    return slow.work()\n",
      "slow.py": "import time\ntime.sleep(0.1)\ndef work(): return 1\n",
    ])
    #expect(try tool.profile(to: "recording").status == 0)
    #expect(try tool.run("report", "recording").outputText.contains(/app\.py:1 +heavy +defer/))
    let result = try tool.fix("--verdict", "verdict.json")
    #expect(result.status == 0, "\(result.errorText)")
    #expect(result.errorText.contains("heavy  loads with asker, whatever asks for it"), "\(result.errorText)")
    #expect(try tool.text("app.py").hasPrefix("import heavy\n"))
    #expect(try tool.text("heavy.py").hasPrefix("def work():\n    import slow\n"))
    #expect(try tool.text("verdict.json").contains(#""unexpectedLoads":{"imports":{"asker":["heavy"]},"requests":{}}"#))
  }

  @Test func `leaves out the changes that do not pay, and offers the others`() throws {
    let app = """
      import gc, time, types
      import heavy
      import odd

      def handler(event, context):
          found = {m.__name__ for m in gc.get_objects() if isinstance(m, types.ModuleType)}
          time.sleep(0 if "odd" in found else 1.5)
          return {"ok": True}

      def report():
          return heavy.work() + odd.work()

      """
    let tool = try Tool([
      "app.py": app, "odd.py": "import time\ntime.sleep(0.1)\ndef work(): return 2\n",
      // So slow that a busy machine does not hide it.
      "heavy.py": "import time\ntime.sleep(0.6)\ndef work(): return 1\n",
    ])
    let result = try tool.fix()
    #expect(result.status == 0, "\(result.errorText)")
    #expect(
      result.errorText.contains("app.py:3  `odd`  deferring it does not pay: by itself, ok.json takes "),
      "\(result.errorText)"
    )
    let text = try tool.text("app.py")
    #expect(text.hasPrefix("import gc, time, types\nimport odd\n"))
    #expect(text.contains("    import heavy\n"))
  }

  @Test func `shows the program's own failure as the program's`() throws {
    let tool = try Tool(["app.py": "def handler(event, context):\n    raise ValueError('no order')\n"])
    let result = try tool.fix()
    #expect(result.status == 2)
    #expect(result.errorText.contains("The program itself failed"))
    #expect(result.errorText.contains("  | ValueError: no order"))
    #expect(tool.leftovers.isEmpty)
  }

  @Test func `says where an event is not JSON`() throws {
    let tool = try Tool(["app.py": Self.app, "bad.json": "{\"a\": 1,\n \"b\": }"])
    let result = try tool.fix(event: "bad.json")
    #expect(result.status == 2)
    #expect(result.errorText.hasPrefix("libprof: bad.json:2:7: the event is not JSON"))
  }

  @Test func `names a file it cannot read and goes on`() throws {
    let tool = try Tool(["app.py": Self.app, "broken.py": "def x(:\n"])
    let result = try tool.fix("--dry-run")
    #expect(result.status == 0, "\(result.errorText)")
    #expect(result.errorText.contains("Left alone: broken.py:1:"))
    #expect(!result.output.isEmpty)
  }

  @Test(.enabled(if: Tool.canForbid, "needs a user who is not allowed everything, or setpriv"))
  func `says before the proof that a file cannot be written`() throws {
    let tool = try Tool(["app.py": Self.app])
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: tool.folder.path + "/app.py")
    let result = try tool.fix(without: "dac_override")
    #expect(result.status == 2)
    #expect(result.errorText.contains("app.py cannot be written: Permission denied. No file was changed."))
    #expect(!result.errorText.contains("Proven"))
    #expect(tool.leftovers.isEmpty)
  }

  @Test(arguments: [
    (["--python", "/nowhere/python"], "No Python interpreter was found"),
    (["--pairs", "1"], "fewer than 7 pairs"),
    (["--no-such-flag"], "Unknown option"),
  ]) func `exits with 2 for what it cannot use`(arguments: [String], message: String) throws {
    let tool = try Tool(["app.py": Self.app])
    let result = try Command.run(
      [Tool.path, "fix", "--handler", "app.handler", "--event", "ok.json"] + arguments,
      in: tool.folder
    )
    #expect(result.status == 2)
    #expect(result.errorText.contains(message), "\(result.errorText)")
    #expect(result.output.isEmpty)
  }

  @Test func `leaves nothing behind when it is interrupted`() throws {
    let tool = try Tool(["app.py": "import time\ntime.sleep(1.5)\n" + Self.app])
    let process = Process()
    process.executableURL = URL(filePath: Tool.path)
    process.arguments = [
      "fix", "--python", Interpreters.newest?.path ?? "python3", "--handler", "app.handler", "--event", "ok.json",
    ]
    process.currentDirectoryURL = tool.folder
    process.environment = ProcessInfo.processInfo.environment.merging(["TMPDIR": tool.scratch.file("tmp").path]) { $1 }
    process.standardError = FileHandle.nullDevice
    try process.run()
    // Without `await`: other tests would take the thread, and the tool could be done before the first look.
    while tool.leftovers.isEmpty, process.isRunning { Thread.sleep(forTimeInterval: 0.02) }
    Thread.sleep(forTimeInterval: 0.3)
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    #expect(tool.leftovers.isEmpty)
    #expect(try tool.text("app.py").hasSuffix(Self.app))
  }
}
