import Foundation
import TestSupport
import Testing

@Suite struct `libprof apply` {
  private static let old = "from lib.slow import work\n"
  private static let new = "def work():\n    from lib.slow import work\n    return work()\n"

  /// SHA-256 of the two, by `sha256sum`.
  private let tool: Tool
  private let hashes: [String]

  init() throws {
    let tool = try Tool([
      "site/lib/__init__.py": Self.old,
      "site/lib/__pycache__/__init__.cpython-311.pyc": "stale",
      "site/lib-2.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: Lib\nVersion: 2.0\n",
      "site/lib-2.0.dist-info/RECORD": "lib/__init__.py,sha256=x,26\r\nlib/__pycache__/__init__.cpython-311.pyc,,\r\n",
      "new": Self.new,
    ])
    hashes = try ["site/lib/__init__.py", "new"].map { name in
      String(try Command.run(["sha256sum", name], in: tool.folder).outputText.prefix(64))
    }
    self.tool = tool
    try write()
  }

  private func write(path: String = "lib/__init__.py", version: String = "2.0", python: String = "") throws {
    let head =
      "# libprof patch 1\n# distribution: lib\n# version: \(version)\n\(python)# file: \(path) \(hashes[0]) \(hashes[1])\n"
    let diff =
      "--- a/\(path)\n+++ b/\(path)\n@@ -1 +1,3 @@\n-\(Self.old)"
      + Self.new.split(separator: "\n").map { "+\($0)\n" }.joined()
    try tool.scratch.write(head + diff, to: "project/patches/lib-2.0.patch")
  }

  private func apply(_ more: [String] = []) throws -> Command.Result {
    try Command.run([Tool.path, "apply", "patches", "--target", "site"] + more, in: tool.folder)
  }

  @Test func `patches a package and its metadata, once, and takes it back`() throws {
    #expect(try apply(["--dry-run"]).outputText == "lib 2.0: 1 file would be patched\n")
    #expect(try tool.text("site/lib/__init__.py") == Self.old)
    let applied = try apply()
    #expect(applied.outputText == "lib 2.0: 1 file patched\n")
    #expect(applied.errorText == "Next: python -m compileall -q site\n")
    #expect(try tool.text("site/lib/__init__.py") == Self.new)
    let record = try tool.text("site/lib-2.0.dist-info/RECORD")
    #expect(record.contains(",\(Self.new.utf8.count)\r\n") && !record.contains("sha256=x"))
    #expect(
      !FileManager.default.fileExists(atPath: tool.folder.path + "/site/lib/__pycache__/__init__.cpython-311.pyc")
    )
    let again = try apply()
    #expect(again.outputText == "lib 2.0: already patched\n")
    #expect(again.errorText.isEmpty)
    #expect(try apply(["--revert"]).outputText == "lib 2.0: 1 file taken back\n")
    #expect(try tool.text("site/lib/__init__.py") == Self.old)
    #expect(try apply(["--revert"]).outputText == "lib 2.0: nothing to take back\n")
  }

  @Test func `is what patch does`() throws {
    let result = try Command.run(
      ["patch", "-p1"],
      input: try tool.scratch.read("project/patches/lib-2.0.patch"),
      in: tool.folder.appending(path: "site")
    )
    #expect(result.succeeded, "\(result.outputText)")
    #expect(try tool.text("site/lib/__init__.py") == Self.new)
  }

  @Test func `refuses packages of a Python that does not understand the patch`() throws {
    try write(python: "# python: 3.15\n")
    #expect(try apply(["--dry-run"]).outputText == "lib 2.0: 1 file would be patched\n")
    for (python, isRefused) in [("3.12", true), ("3.15", false), ("3.16", false)] {
      let target = "env/lib/python\(python)/site-packages"
      for name in ["lib/__init__.py", "lib-2.0.dist-info/METADATA", "lib-2.0.dist-info/RECORD"] {
        try tool.scratch.write(try tool.text("site/\(name)"), to: "project/\(target)/\(name)")
      }
      let result = try Command.run([Tool.path, "apply", "patches", "--target", target], in: tool.folder)
      #expect(result.status == (isRefused ? 2 : 0), "\(result.errorText)")
      #expect(result.errorText.contains("belongs to Python \(python), and the patch of lib needs 3.15") == isRefused)
    }
  }

  @Test func `refuses another version, and a file that somebody changed`() throws {
    try write(version: "2.1")
    let other = try apply()
    #expect(other.status == 2)
    #expect(other.errorText.contains("holds lib 2.0, and the patch is for 2.1"))
    try write()
    try tool.scratch.write(Self.old + "x = 1\n", to: "project/site/lib/__init__.py")
    let changed = try apply()
    #expect(changed.status == 2)
    #expect(changed.errorText.contains("is not as lib 2.0 installs it"))
    #expect(try tool.text("site/lib/__init__.py") == Self.old + "x = 1\n")
  }

  @Test(arguments: [
    "../outside.py", "/tmp/outside.py", "lib/../../outside.py", "lib//__init__.py", "lib/data.so", "lib/\u{1B}[31m.py",
    "lib/link.py", "out/outside.py",
  ]) func `does not leave its folder`(path: String) throws {
    try tool.scratch.write(Self.old, to: "project/outside.py")
    let site = tool.folder.path + "/site"
    try FileManager.default.createSymbolicLink(atPath: site + "/lib/link.py", withDestinationPath: "../../outside.py")
    try FileManager.default.createSymbolicLink(atPath: site + "/out", withDestinationPath: "..")
    try write(path: path)
    let result = try apply()
    #expect(result.status == 2, "\(result.outputText)")
    #expect(!result.errorText.contains("\u{1B}"))
    #expect(try tool.text("outside.py") == Self.old)
    #expect(try tool.text("site/lib/__init__.py") == Self.old)
  }

  @Test func `says what a folder without patches lacks`() throws {
    let result = try Command.run([Tool.path, "apply", "site", "--target", "site"], in: tool.folder)
    #expect(result.status == 2)
    #expect(result.errorText.contains("site holds no patch of a package"))
  }
}
