import Foundation
import Testing
import Verification

struct `A change in a shadow copy` {
  @Test func `has the new contents and the old permissions`() throws {
    let project = try Project(["bin/run.py": "old", "other.py": "other"])
    try shell("chmod 750 '\(project.root)/bin/run.py'; chmod 555 '\(project.root)/bin'")
    let pair = try ShadowPair.make(
      of: project.root,
      replacing: ["bin/run.py": Array("new".utf8), "new/folder/file.py": Array("added".utf8)],
      in: project.shadows
    )
    defer { pair.remove() }
    #expect(try text("\(pair.before.root)/bin/run.py") == "old")
    #expect(try text("\(pair.after.root)/bin/run.py") == "new")
    #expect(try text("\(pair.after.root)/new/folder/file.py") == "added")
    #expect(try shell("cd '\(pair.after.root)'; stat -c %a bin/run.py bin new/folder/file.py") == "750\n555\n644\n")
    #expect(try text("\(project.root)/bin/run.py") == "old")
    #expect(try text("\(pair.after.root)/other.py") == "other")
  }

  @Test func `takes the bytecode of that module away, and of no other`() throws {
    let names = ["m.cpython-311.pyc", "m.cpython-313.opt-1.pyc", "mm.cpython-311.pyc", "other.cpython-311.pyc"]
    let files = names.flatMap { [("pkg/__pycache__/\($0)", ""), ("__pycache__/\($0)", "")] } + [("pkg/m.py", "")]
    let project = try Project(Dictionary(uniqueKeysWithValues: files))
    let copy = try ShadowCopy.make(of: project.root, replacing: ["pkg/m.py": []], in: project.shadows)
    defer { copy.remove() }
    #expect(try shell("ls '\(copy.root)/pkg/__pycache__'") == names[2...].joined(separator: "\n") + "\n")
    #expect(try shell("ls '\(copy.root)/__pycache__'").split(separator: "\n").count == names.count)
  }

  @Test func `finds the bytecode of all other modules valid`() throws {
    let project = try Project(["a.py": "import b\n", "b.py": "x = 1\n", "main.py": "import a\n"])
    try shell("cd '\(project.root)' && env -u PYTHONDONTWRITEBYTECODE python3 main.py")
    let pair = try ShadowPair.make(
      of: project.root,
      replacing: ["a.py": Array("import b as c\n".utf8)],
      in: project.shadows
    )
    defer { pair.remove() }
    let log = try shell("cd '\(pair.after.root)' && python3 -v main.py 2>&1 | grep -E \"code object from .*/[ab].*py\"")
    #expect(log.contains("__pycache__/b."), "b is loaded from bytecode: \(log)")
    #expect(!log.contains("__pycache__/a."), "a is compiled anew: \(log)")
  }

  @Test func `lies in two copies whose paths are equally long`() throws {
    let project = try Project(["a.py": ""])
    let pair = try ShadowPair.make(of: project.root, replacing: [:], in: project.shadows)
    #expect(pair.before.root.utf8.count == pair.after.root.utf8.count)
    #expect(pair.before.root != pair.after.root)
    #expect(pair.before.root.hasSuffix("/project"))
    #expect(pair.before.original == project.root)
    pair.remove()
    #expect(try shell("ls '\(project.shadows)'").isEmpty)
  }

  @Test(arguments: ["../outside.py", "/etc/passwd", "a//b", "", "./a.py", ".git/config", "linked/x.py", "a.py/b"])
  func `never reaches outside the copy`(_ path: String) throws {
    let project = try Project([".git/HEAD": "", "a.py": ""])
    try FileManager.default.createDirectory(atPath: project.parent + "/common", withIntermediateDirectories: true)
    try project.link("linked", to: "../common")
    let error = #expect(throws: VerificationError.self) {
      try ShadowCopy.make(of: project.root, replacing: [path: [1]], in: project.shadows)
    }
    guard case .notInCopy(path, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try shell("ls '\(project.shadows)' '\(project.parent)/common' | grep -v :").split(separator: "\n").isEmpty)
  }

  @Test func `replaces a link by a file of its own`() throws {
    let project = try Project(["real.py": "real"])
    try project.link("link.py", to: "real.py")
    let copy = try ShadowCopy.make(of: project.root, replacing: ["link.py": Array("new".utf8)], in: project.shadows)
    defer { copy.remove() }
    #expect(try text("\(copy.root)/link.py") == "new")
    #expect(try text("\(copy.root)/real.py") == "real")
  }
}
