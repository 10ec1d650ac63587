import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: Tool.isPossible, "\(Tool.reason)")) struct `Output formats` {
  private static let app = """
    import heavy


    def handler(event, context):
        return {"ok": True}


    def report():
        return heavy.work()

    """

  @Test(.enabled(if: Readers.arePrepared, "\(Readers.reason)"))
  func `tell of proven fixes on standard output, and tools apply them`() throws {
    let tool = try Tool(["app.py": Self.app])
    let fix = try tool.fix("--dry-run", "--output-format", "sarif")
    #expect(fix.status == 0, "\(fix.errorText)")
    #expect(try tool.text("app.py") == Self.app)
    #expect(try Readers.understand(fix.output, as: "sarif", applyingIn: tool.folder) == ["local app.py:1"])
    #expect(try tool.text("app.py").contains("def report():\n    import heavy\n"))
    // Nothing is left to do: a report of nothing, and no diff.
    let second = try tool.fix("--dry-run", "--output-format", "junit")
    #expect(second.status == 0, "\(second.errorText)")
    #expect(try Readers.understand(second.output, as: "junit") == [])
  }

  @Test func `of changes to be made are refused where they are made at once`() throws {
    let tool = try Tool(["app.py": Self.app])
    let fix = try tool.fix("--output-format", "rdjson")
    #expect(fix.status == 2 && fix.output.isEmpty)
    #expect(fix.errorText.contains("--output-format rdjson tells of changes that are still to be made: add --dry-run"))
    #expect(try tool.text("app.py") == Self.app)
  }

  @Test func `have one option, under its former name, too`() throws {
    let tool = try Tool(["app.py": Self.app])
    #expect(try tool.profile(to: "r").status == 0)
    let report = try tool.run("report", "--output-format", "json", "r")
    let former = try tool.run("report", "--format", "json", "r")
    #expect(report.status == 0 && report.output == former.output)
    let unknown = try tool.run("report", "--output-format", "xml", "r")
    #expect(unknown.status == 2 && unknown.errorText.contains("sarif"))
    let comparison = try tool.run("report", "--output-format", "concise", "r", "r")
    #expect(comparison.status == 2 && comparison.errorText.contains("text only"))
  }

  @Test(.enabled(if: Readers.arePrepared, "\(Readers.reason)"))
  func `name files as they lie in the repository`() throws {
    let package = ["METADATA": "Name: lib\nVersion: 1.0\n", "RECORD": "lib/__init__.py,,\n"]
    var files = ["app.py": Self.app.replacingOccurrences(of: "heavy", with: "lib")]
    for (name, text) in package { files["../site-packages/lib-1.0.dist-info/\(name)"] = text }
    files["../site-packages/lib/__init__.py"] = "import time\ntime.sleep(0.1)\ndef work(): return 1\n"
    let tool = try Tool(files)
    try tool.scratch.write("", to: ".git/HEAD")
    let python = Interpreters.newest?.path ?? "python3"
    let profile = try tool.shell(
      "'\(python)' -m compileall -q ../site-packages && "
        + "PYTHONPATH='\(tool.scratch.file("site-packages").path)' '\(Tool.path)' profile -o r --python '\(python)' --handler app.handler --event ok.json"
    )
    #expect(profile.status == 0, "\(profile.errorText)")
    for (format, file) in [("github", "project/app.py"), ("gitlab", "project/app.py"), ("rdjson", "app.py")] {
      let report = try tool.run("report", "--output-format", format, "r")
      #expect(report.status == 0, "\(report.errorText)")
      // The environment may add findings of its own.
      let seen = try Readers.understand(report.output, as: format).filter { $0.hasPrefix("unused ") }
      #expect(seen == ["unused \(file):1"])
    }
  }
}
