import Foundation
import Recording
import TestSupport
import Testing
import Workflow

/// Patches come from elsewhere: whatever is in them, nothing outside of the target changes, and nothing half.
@Suite struct `A patch from elsewhere` {
  private static let old = "import os\nfrom lib.slow import work\n\n\ndef f():\n    return work()\n"
  private static let new = "import os\n\n\ndef f():\n    from lib.slow import work\n    return work()\n"
  private static let record = "lib/__init__.py,sha256=x,26\nlib/slow.py,,\n"

  private let scratch: ScratchDirectory

  init() throws {
    scratch = try ScratchDirectory()
    try scratch.write("precious", to: "outside/file.py")
    try reset()
  }

  private func reset() throws {
    try scratch.write(Self.old, to: "site/lib/__init__.py")
    try scratch.write("def work(): return 1\n", to: "site/lib/slow.py")
    try scratch.write("Name: lib\nVersion: 2.0\n", to: "site/lib-2.0.dist-info/METADATA")
    try scratch.write(Self.record, to: "site/lib-2.0.dist-info/RECORD")
  }

  private static let patch = """
    # libprof patch 1
    # distribution: lib
    # version: 2.0
    # file: lib/__init__.py \(Digest.hexadecimal(of: Array(old.utf8))) \(Digest.hexadecimal(of: Array(new.utf8)))
    --- a/lib/__init__.py
    +++ b/lib/__init__.py
    @@ -1,6 +1,6 @@
     import os
    -from lib.slow import work
     
     
     def f():
    +    from lib.slow import work
         return work()

    """

  private func apply(_ patch: [UInt8]) throws {
    let folder = scratch.file("patches").path
    try? FileManager.default.removeItem(atPath: folder)
    try scratch.write(patch, to: "patches/lib-2.0.patch")
    try PatchApplication(PatchFolder.read(folder), to: scratch.file("site").path, .apply).write()
  }

  /// Every file but the patches, by path.
  private var tree: [String: [UInt8]] {
    let root = scratch.file(".").path
    let paths = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return Dictionary(
      paths.filter { !$0.hasPrefix("patches") }.compactMap { path in
        FileManager.default.contents(atPath: "\(root)/\(path)").map { (path, [UInt8]($0)) }
      }
    ) { first, _ in first }
  }

  @Test func `that is as libprof writes it changes its one file and the list`() throws {
    let before = tree
    try apply(Array(Self.patch.utf8))
    let after = tree
    #expect(before.keys == after.keys)
    #expect(
      Set(before.keys.filter { before[$0] != after[$0] }) == ["site/lib/__init__.py", "site/lib-2.0.dist-info/RECORD"]
    )
    #expect(after["site/lib/__init__.py"] == Array(Self.new.utf8))
  }

  /// The result is named by its hash, so either exactly this comes out or nothing happens.
  @Test func `that was spoiled changes nothing, or does what the whole one does`() throws {
    let before = tree
    try apply(Array(Self.patch.utf8))
    let patched = tree
    var refused = 0
    let isFull = ProcessInfo.processInfo.environment["LIBPROF_FULL"] != nil
    for seed in 0..<UInt64(isFull ? 50_000 : 1_000) {
      try reset()
      var mutator = Mutator(seed: seed)
      do {
        try apply(mutator.mutated(Array(Self.patch.utf8)))
        #expect(tree == patched || tree == before, "seed \(seed)")
      } catch is ApplicationError {
        refused += 1
        #expect(tree == before, "seed \(seed)")
      }
    }
    #expect(refused > 100, "most of them are no patches any more")
  }

  @Test(arguments: ["site/lib", "site/lib-2.0.dist-info", "site/lib/__init__.py"])
  func `follows no link out of the target`(link: String) throws {
    let (path, elsewhere) = (scratch.file(link).path, scratch.file("outside/moved").path)
    try FileManager.default.moveItem(atPath: path, toPath: elsewhere)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: elsewhere)
    let before = tree
    let error = #expect(throws: ApplicationError.self) { try apply(Array(Self.patch.utf8)) }
    #expect("\(error!)".contains("a link leads out of"))
    #expect(tree == before)
  }

  @Test func `removes no bytecode that a link leads to`() throws {
    try scratch.write("compiled", to: "outside/__init__.cpython-311.pyc")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.file("site/lib/__pycache__").path,
      withDestinationPath: scratch.file("outside").path
    )
    try apply(Array(Self.patch.utf8))
    #expect(FileManager.default.fileExists(atPath: scratch.file("outside/__init__.cpython-311.pyc").path))
  }

  @Test func `does not wait for a pipe`() throws {
    #expect(mkfifo(scratch.file("site/lib-2.0.dist-info/PIPE").path, 0o600) == 0)
    try FileManager.default.removeItem(at: scratch.file("site/lib/__init__.py"))
    #expect(mkfifo(scratch.file("site/lib/__init__.py").path, 0o600) == 0)
    #expect(throws: ApplicationError.self) { try apply(Array(Self.patch.utf8)) }
  }
}
