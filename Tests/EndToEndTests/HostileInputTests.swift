import Foundation
import TestSupport
import Testing

/// Trees and recordings come from elsewhere: nothing in them makes libprof write outside of the tree, wait, crash, or command
/// a terminal.
@Suite(.enabled(if: Tool.isPossible, "\(Tool.reason)")) struct `Input from elsewhere` {
  private static let app = """
    import heavy


    def handler(event, context):
        return {"ok": True}


    def report():
        return {"n": heavy.work()}

    """

  private static func isCommand(_ byte: UInt8) -> Bool { byte < 0x20 && byte != 0x0A && byte != 0x09 || byte == 0x7F }

  @Test func `cannot command a terminal by the name of a module`() throws {
    let name = "evil\u{1B}[2J\u{1B}]0;title\u{7}"
    let tool = try Tool([
      "app.py": "import importlib\nimportlib.import_module('\(name)')\n" + Self.app,
      "\(name).py": "import time\ntime.sleep(0.1)\nimport heavy\n", "ok\u{1B}[31m.json": "{}",
    ])
    let python = Interpreters.newest?.path ?? "python3"
    let program = ["--python", python, "--handler", "app.handler", "--event", "ok\u{1B}[31m.json"]
    let profile = try Command.run([Tool.path, "profile", "-o", "r"] + program, in: tool.folder)
    #expect(profile.status == 0, "\(profile.errorText)")
    for arguments in [
      ["report", "r"], ["report", "-v", "r"], ["why", name, "r"], ["why", "no\u{1B}[31m", "r"],
      ["report", "\u{1B}[2J"],
      ["fix", "--dry-run", "--recording", "r"] + program,
    ] {
      let result = try Command.run([Tool.path] + arguments, in: tool.folder)
      #expect(!result.endedBySignal && !result.output.isEmpty || !result.error.isEmpty)
      #expect(
        !(result.output + result.error).contains(where: Self.isCommand),
        "\(arguments)\n\(result.outputText)\(result.errorText)"
      )
    }
  }

  @Test(arguments: [true, false])
  func `is not written through a link that leads out of the tree`(isFolder: Bool) throws {
    let tool = try Tool([
      "app.py": "import sys\nsys.dont_write_bytecode = True\nimport part.own\nhandler = part.own.handler\n"
    ])
    try tool.scratch.write(Self.app, to: "elsewhere/own.py")
    try tool.scratch.write("", to: "elsewhere/__init__.py")
    let part = tool.folder.appending(path: "part").path
    if isFolder {
      try FileManager.default.createSymbolicLink(atPath: part, withDestinationPath: tool.scratch.file("elsewhere").path)
    } else {
      try FileManager.default.createDirectory(atPath: part, withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: part + "/own.py",
        withDestinationPath: tool.scratch.file("elsewhere/own.py").path
      )
    }
    let result = try tool.fix()
    #expect(result.status == 0, "\(result.errorText)")
    #expect(result.errorText.contains("Nothing to change"))
    #expect(String(decoding: try tool.scratch.read("elsewhere/own.py"), as: UTF8.self) == Self.app)
  }

  @Test func `may hold pipes, loops, binary files and huge ones`() throws {
    let tool = try Tool(["app.py": Self.app, "binary.py": "\0\u{1}\u{2}import os\n\0"])
    #expect(mkfifo(tool.folder.appending(path: "pipe.py").path, 0o600) == 0)
    #expect(mkfifo(tool.folder.appending(path: "pyproject.toml").path, 0o600) == 0)
    try FileManager.default.createSymbolicLink(
      atPath: tool.folder.appending(path: "loop").path,
      withDestinationPath: "."
    )
    try FileManager.default.createSymbolicLink(
      atPath: tool.folder.appending(path: "self.py").path,
      withDestinationPath: "self.py"
    )
    let huge = tool.folder.appending(path: "huge.py").path
    #expect(FileManager.default.createFile(atPath: huge, contents: nil))
    // Sparse: as large as that for everyone who reads it.
    #expect(truncate(huge, 200 << 20) == 0)
    let result = try tool.fix("--dry-run")
    #expect(result.status == 0, "\(result.errorText)")
    #expect(result.outputText.contains("-import heavy"))
    #expect(tool.leftovers.isEmpty)
  }

  @Test func `that changes while it is at work is not overwritten`() throws {
    let tool = try Tool(["app.py": Self.app])
    let original = tool.folder.appending(path: "app.py").path
    // In a copy, the program changes the file that it is a copy of.
    let heavy = """
      import os, time
      time.sleep(0.1)
      if os.path.dirname(os.path.abspath(__file__)) != os.path.dirname(\(original.debugDescription)):
          with open(\(original.debugDescription), "a") as file:
              file.write("# mine\\n")
      def work(): return 1

      """
    try tool.scratch.write(heavy, to: "project/heavy.py")
    let result = try tool.fix()
    #expect(result.status == 2)
    #expect(
      result.errorText.contains("was changed while libprof was at work; nothing was written"),
      "\(result.errorText)"
    )
    let text = try tool.text("app.py")
    #expect(text.hasPrefix(Self.app) && text.hasSuffix("# mine\n"))
  }

  /// A recording that claims that the program's modules lie beside the program, by a path that begins with its folder.
  @Test(arguments: ["../elsewhere", "sub/../../elsewhere", "."])
  func `writes nothing outside of the tree that a recording names`(folder: String) throws {
    let tool = try Tool(["app.py": Self.app])
    try tool.scratch.write(Self.app, to: "elsewhere/app.py")
    try tool.scratch.write("import time\ntime.sleep(0.1)\ndef work(): return 1\n", to: "elsewhere/heavy.py")
    let profile = try tool.profile(to: "r")
    #expect(profile.status == 0, "\(profile.errorText)")
    let text = String(decoding: try tool.scratch.read("project/r"), as: UTF8.self)
    let body = text.drop { $0 != "\n" }.dropFirst()
    let root = tool.folder.resolvingSymlinksInPath().path
    #expect(body.contains(root + "/app.py"))
    let moved = body.replacing(root + "/", with: "\(root)/\(folder)/")
    try tool.scratch.write("{\"bytes\":\(moved.utf8.count),\"libprofRecording\":1}\n" + moved, to: "project/moved")
    let result = try tool.fix("--recording", "moved")
    #expect(result.status == 0 && !result.endedBySignal, "\(result.errorText)")
    #expect(String(decoding: try tool.scratch.read("elsewhere/app.py"), as: UTF8.self) == Self.app)
    #expect(try tool.text("app.py") == Self.app)
  }

  @Test func `is understood or refused when it is a spoiled recording`() throws {
    let tool = try Tool(["app.py": Self.app])
    let profile = try tool.profile(to: "r")
    #expect(profile.status == 0, "\(profile.errorText)")
    let recording = try tool.scratch.read("project/r")
    let isFull = ProcessInfo.processInfo.environment["LIBPROF_FULL"] != nil
    for seed in 0..<UInt64(isFull ? 2_000 : 40) {
      var mutator = Mutator(seed: seed)
      let body = mutator.mutated(Array(recording.drop { $0 != 0x0A }.dropFirst()))
      // With a head that fits, so that the body is looked at.
      try tool.scratch.write(
        Array("{\"bytes\":\(body.count),\"libprofRecording\":1}\n".utf8) + body,
        to: "project/spoiled"
      )
      for arguments in [["report", "spoiled"], ["export", "--format", "json", "spoiled"]] {
        // Far more address space than such a recording is worth, and far less than a count made up can ask for.
        let line = "ulimit -v 6000000; exec timeout 20 '\(Tool.path)' \(arguments.joined(separator: " "))"
        let result = try tool.shell(line)
        #expect(
          [0, 2].contains(result.status) && !result.endedBySignal,
          "seed \(seed): \(result.status) \(result.errorText)"
        )
        if arguments[0] == "report" {
          #expect(!(result.output + result.error).contains(where: Self.isCommand), "seed \(seed)")
        }
      }
    }
  }
}
