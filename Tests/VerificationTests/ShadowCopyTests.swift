import Foundation
import Testing

@testable import Verification

struct `A shadow copy` {
  @Test func `has the same files, permissions and times`() throws {
    let project = try Project(["app.py": "import json\n", "pkg/__init__.py": "", "pkg/deep/data.bin": "\0\u{ff}"])
    try shell("cd '\(project.root)'; chmod 755 app.py; chmod 444 pkg/deep/data.bin; chmod 555 pkg/deep; mkdir empty")
    try shell("touch -d '2001-02-03 04:05:06.999999999' '\(project.root)/app.py'")
    let copy = try ShadowCopy.make(of: project.root, in: project.shadows)
    defer { copy.remove() }
    let listing = "find . -type f -printf '%P %m %s %T@\\n' -o -type d -printf '%P %m\\n' | sort"
    let expected = try shell("cd '\(project.root)'; \(listing)")
    #expect(try shell("cd '\(copy.root)'; \(listing)") == expected)
    #expect(expected.contains("app.py 755 12 981173106.9999999990"))
    #expect(try shell("diff -r '\(project.root)' '\(copy.root)'").isEmpty)
  }

  @Test func `shares no file with the original`() throws {
    let project = try Project(["data.txt": "original"])
    let copy = try ShadowCopy.make(of: project.root, in: project.shadows)
    defer { copy.remove() }
    try shell("printf changed > '\(copy.root)/data.txt'")
    #expect(try text("\(project.root)/data.txt") == "original")
    let inodes = try shell("stat -c %i '\(project.root)/data.txt' '\(copy.root)/data.txt'").split(separator: "\n")
    #expect(Set(inodes).count == 2)
  }

  @Test func `copies large files`() throws {
    let project = try Project()
    try shell("head -c 20000000 /dev/urandom > '\(project.root)/model.bin'; chmod 444 '\(project.root)/model.bin'")
    let copy = try ShadowCopy.make(of: project.root, in: project.shadows)
    defer { copy.remove() }
    #expect(try shell("cmp '\(project.root)/model.bin' '\(copy.root)/model.bin' && echo same") == "same\n")
  }

  @Test func `leaves out what does not belong to the program`() throws {
    let skipped = [
      ".git/HEAD", ".hg/store", "node_modules/a.js", "web/node_modules/b.js", ".tox/t", ".nox/n", ".mypy_cache/m",
      ".build/x", ".build-linux/y", "my env/pyvenv.cfg", "my env/lib/z.py",
    ]
    let kept = ["a.py", ".buildrc", "git/HEAD", "env/b.py", ".env"]
    let project = try Project(Dictionary(uniqueKeysWithValues: (skipped + kept).map { ($0, $0) }))
    try shell("mkfifo '\(project.root)/fifo'")
    let copy = try ShadowCopy.make(of: project.root, in: project.shadows)
    defer { copy.remove() }
    #expect(
      try shell("cd '\(copy.root)'; find . -type f -o -type p").split(separator: "\n").sorted()
        == kept.map { "./\($0)"[...] }.sorted()
    )
  }

  @Test func `copies environments if so wished`() throws {
    let project = try Project(["env/pyvenv.cfg": "", "env/lib/z.py": "z"])
    var skipping = ShadowCopy.Skipping()
    skipping.environments = false
    let copy = try ShadowCopy.make(
      of: project.root,
      replacing: ["env/lib/z.py": Array("new".utf8)],
      skipping: skipping,
      in: project.shadows
    )
    defer { copy.remove() }
    #expect(try text("\(copy.root)/env/lib/z.py") == "new")
  }

  @Test func `keeps links leading right`() throws {
    let project = try Project(["lib/a.py": "a", ".git/HEAD": "head"])
    try FileManager.default.createDirectory(atPath: project.parent + "/common", withIntermediateDirectories: true)
    try project.link("relative", to: "lib/../lib/a.py")
    try project.link("absolute", to: "\(project.root)/lib/a.py")
    try project.link("folder", to: "lib")
    try project.link("outside", to: "../common")
    try project.link("away", to: "/etc/passwd")
    try project.link("skipped", to: ".git/HEAD")
    try project.link("dangling", to: "nowhere")
    try project.link("lib/self", to: project.root)
    let copy = try ShadowCopy.make(of: project.root, in: project.shadows)
    defer { copy.remove() }
    #expect(try destination("\(copy.root)/relative") == "lib/../lib/a.py")
    #expect(try destination("\(copy.root)/absolute") == "\(copy.root)/lib/a.py")
    #expect(try destination("\(copy.root)/folder") == "lib")
    #expect(try destination("\(copy.root)/outside") == "\(project.parent)/common")
    #expect(try destination("\(copy.root)/away") == "/etc/passwd")
    #expect(try destination("\(copy.root)/skipped") == "\(project.root)/.git/HEAD")
    #expect(try destination("\(copy.root)/dangling") == "nowhere")
    #expect(try destination("\(copy.root)/lib/self") == copy.root)
  }

  @Test func `of a linked root takes links by either name into the copy`() throws {
    let project = try Project(["a.py": "a"])
    let alias = project.parent + "/alias"
    try FileManager.default.createSymbolicLink(atPath: alias, withDestinationPath: project.root)
    try project.link("by alias", to: "\(alias)/a.py")
    let copy = try ShadowCopy.make(of: alias, in: project.shadows)
    defer { copy.remove() }
    #expect(copy.root.hasSuffix("/alias"))
    #expect(try destination("\(copy.root)/by alias") == "\(copy.root)/a.py")
  }

  @Test func `does not copy itself`() throws {
    let project = try Project(["a.py": "a"])
    try FileManager.default.createDirectory(atPath: project.root + "/tmp", withIntermediateDirectories: true)
    let copy = try ShadowCopy.make(of: project.root, in: project.root + "/tmp")
    #expect(try shell("find '\(copy.root)' -type f") == "\(copy.root)/a.py\n")
    copy.remove()
    #expect(try shell("ls '\(project.root)/tmp'").isEmpty)
  }

  @Test func `goes away, whatever a program left in it`() throws {
    let project = try Project(["locked/a.py": "a"])
    try shell("chmod 500 '\(project.root)/locked'")
    let copy = try ShadowCopy.make(of: project.root, in: project.shadows)
    try shell("cd '\(copy.root)'; mkdir -p deep/er; touch deep/er/f; chmod 000 deep/er; chmod 500 deep .")
    copy.remove()
    #expect(try shell("ls '\(project.shadows)'").isEmpty)
    #expect(exists("\(project.root)/locked/a.py"))
  }

  @Test func `that fails says why and leaves nothing`() throws {
    let project = try Project(["a.py": "a"])
    let missing = project.parent + "/missing"
    #expect(throws: VerificationError.noSuchFolder(path: missing)) {
      try ShadowCopy.make(of: missing, in: project.shadows)
    }
    #expect(throws: VerificationError.noSuchFolder(path: "\(project.root)/a.py")) {
      try ShadowCopy.make(of: "\(project.root)/a.py", in: project.shadows)
    }
    #expect(try shell("ls '\(project.shadows)'").isEmpty)
    let error = #expect(throws: VerificationError.self) { try ShadowCopy.make(of: project.root, in: missing) }
    #expect(error?.description.contains("No such file or directory. Set TMPDIR") == true)
  }

  @Test(.enabled(if: isOrdinaryUser, "root may read everything"))
  func `names the file that cannot be read`() throws {
    let project = try Project(["b/secret": "s"])
    try shell("chmod 000 '\(project.root)/b/secret'")
    let error = VerificationError.unreadable(path: "\(project.root)/b/secret", reason: "Permission denied")
    #expect(throws: error) { try ShadowCopy.make(of: project.root, in: project.shadows) }
    #expect(try shell("ls '\(project.shadows)'").isEmpty)
  }

  @Test func `goes away when the tool is interrupted, and no new one comes`() async {
    await #expect(processExitsWith: .success) {
      let project = try Project(["a.py": "a"])
      let pair = try ShadowPair.make(of: project.root, replacing: [:], in: project.shadows)
      let copy = try ShadowCopy.make(of: project.root, in: project.shadows)
      try #require(exists(pair.before.root) && exists(pair.after.root) && exists(copy.root))
      ScratchFolder.removeAll()
      try #require(try shell("ls '\(project.shadows)'").isEmpty)
      #expect(throws: VerificationError.interrupted) { try ShadowCopy.make(of: project.root, in: project.shadows) }
    }
  }

  @Test func `tells of a full disk`() {
    #expect(VerificationError(reading: "/x", number: 13) == .unreadable(path: "/x", reason: "Permission denied"))
    #expect(VerificationError(writing: "/x", number: 28) == .diskFull(path: "/x"))
    #expect(VerificationError(writing: "/x", CocoaError(.fileWriteOutOfSpace)).description.contains("/x"))
  }

  private static let isOrdinaryUser = (try? shell("id -u")) != "0\n"
}
