import Foundation
import SourceText
import TestSupport
import Testing

struct `Unified diff` {
  private func diff(_ before: String, _ after: String, path: String = "m.py") -> String {
    UnifiedDiff(path: path, before: Array(before.utf8), after: Array(after.utf8)).text
  }

  @Test func `equal texts have no diff`() {
    #expect(diff("a\n", "a\n").isEmpty)
  }

  @Test func `a change shows three lines of context`() {
    #expect(
      diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n") == """
        --- a/m.py
        +++ b/m.py
        @@ -2,7 +2,7 @@
         2
         3
         4
        -5
        +five
         6
         7
         8

        """
    )
  }

  @Test func `changes whose context touches share a hunk, others do not`() {
    let before = (1...20).map { "\($0)\n" }
    func changed(_ lines: [Int]) -> UnifiedDiff {
      var after = before
      for line in lines { after[line - 1] = "x\n" }
      return UnifiedDiff(path: "m.py", before: Array(before.joined().utf8), after: Array(after.joined().utf8))
    }
    #expect(changed([5, 12]).hunkCount == 1)
    #expect(changed([5, 13]).hunkCount == 2)
  }

  @Test func `an import that moves shows as one line out and one line in`() {
    let before = "import a\nimport b\n\n\ndef f():\n    return a.x\n"
    let after = "import b\n\n\ndef f():\n    import a\n\n    return a.x\n"
    #expect(
      diff(before, after) == """
        --- a/m.py
        +++ b/m.py
        @@ -1,6 +1,7 @@
        -import a
         import b
        \u{20}
        \u{20}
         def f():
        +    import a
        +
             return a.x

        """
    )
  }

  @Test func `of equal lines the last one counts as new`() {
    #expect(diff("a\n\nb\n", "a\n\nc\n\nb\n").hasSuffix(" a\n \n+c\n+\n b\n"))
  }

  @Test func `a missing final line end is said`() {
    #expect(diff("a", "b\n").hasSuffix("-a\n\\ No newline at end of file\n+b\n"))
  }

  @Test(arguments: [
    ("plain.py", "--- a/plain.py\n"),
    ("with space.py", "--- a/with space.py\t\n"),
    ("tab\t.py", #"--- "a/tab\t.py""# + "\n"),
    ("quote\".py", #"--- "a/quote\".py""# + "\n"),
    ("ä.py", #"--- "a/\303\244.py""# + "\n"),
  ])
  func `special names are written as git writes them`(_ path: String, _ header: String) {
    #expect(diff("a\n", "b\n", path: path).hasPrefix(header))
  }

  @Test func `bytes that are not UTF-8 survive`() {
    let diff = UnifiedDiff(path: "m.py", before: [0xE9, 0x0A], after: [0xE8, 0x0A])
    #expect(diff.bytes.suffix(6) == [0x2D, 0xE9, 0x0A, 0x2B, 0xE8, 0x0A])
  }
}
