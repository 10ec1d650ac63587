import Foundation
import Recording
import TestSupport
import Testing

@testable import Verification

@Suite struct `The bytecode of changed files` {
  @Test(.enabled(if: !Interpreters.all.isEmpty, "needs an interpreter"), arguments: Interpreters.atLeast(8))
  func `is made as far as there was some, whatever the environment says`(_ python: InstalledInterpreter) throws {
    let names = ["both", "optimized", "none", "broken"]
    let project = try Project(Dictionary(uniqueKeysWithValues: names.map { ("\($0).py", "x = 1\n") }))
    let compile = "'\(python.path)' %@ -m py_compile"
    for (flags, modules) in [("", "both.py broken.py"), ("-O", "both.py optimized.py")] {
      try shell("cd '\(project.root)' && \(compile.replacing("%@", with: flags)) \(modules)")
    }
    let changed = Dictionary(uniqueKeysWithValues: names.map { ("\($0).py", Array("x = 1 + 1\n".utf8)) })
      .merging(["broken.py": Array("x = \n".utf8)]) { _, new in new }
    let copy = try ShadowCopy.make(of: project.root, replacing: changed, in: project.shadows)
    defer { copy.remove() }
    Bytecode.make(
      of: names.map { ("\(project.root)/\($0).py", "\(copy.root)/\($0).py") },
      by: Interpreter(
        executable: python.path,
        version: "\(python.major).\(python.minor).0",
        prefix: "",
        basePrefix: "",
        searchPath: []
      )
    )
    let tag = "cpython-\(python.major)\(python.minor)"
    #expect(
      try shell("ls '\(copy.root)/__pycache__'").split(separator: "\n").map(String.init)
        == ["both.\(tag).opt-1.pyc", "both.\(tag).pyc", "optimized.\(tag).opt-1.pyc"]
    )
    let used = try shell("cd '\(copy.root)' && PYTHONDONTWRITEBYTECODE=1 '\(python.path)' -v -c 'import both' 2>&1")
    #expect(used.contains("code object from") && used.contains("both.\(tag).pyc"))
  }
}
