import Foundation
import TestSupport
import Testing

@testable import Publishing
@testable import Reporting

@Suite struct `A change under review` {
  /// A repository with some files, and then with others.
  private static func repository(
    _ before: [String: String],
    _ after: [String: String?],
    settings: String = ""
  ) throws -> ScratchDirectory {
    let scratch = try ScratchDirectory()
    func git(_ line: String) throws {
      let result = try Command.run(["/bin/sh", "-c", line], in: scratch.url)
      try #require(result.succeeded, "\(result.errorText)")
    }
    try git(
      "git init -q -b main . && git config user.name Someone && git config user.email someone@example.com \(settings)"
    )
    for (name, text) in before { try scratch.write(text, to: name) }
    try git("git add -A && git commit -q --allow-empty -m Base")
    for (name, text) in after {
      if let text {
        try scratch.write(text, to: name)
      } else {
        try FileManager.default.removeItem(at: scratch.file(name))
      }
    }
    try git("git add -A && git commit -q --allow-empty -m Change")
    return scratch
  }

  private static func files(
    _ scratch: ScratchDirectory,
    since base: String = "HEAD~1",
    uncommitted: Bool = false
  ) throws -> [String: ReviewedFile] {
    try GitRepository(around: scratch.url.path)
      .change(since: base, includingUncommitted: uncommitted) { _ in true }.files
  }

  private static let lines = (1...30).map { "line \($0)\n" }.joined()

  @Test func `knows the added lines, and those around them by both numbers`() throws {
    let after = lines(changing: [2: "new\nnewer\n", 20: ""])
    let file = try #require(try Self.files(try Self.repository(["a.py": Self.lines], ["a.py": after]))["a.py"])
    #expect(file.hunks.map(\.lines) == [1..<7, 18..<24])
    #expect(file.hunks[0].oldNumbers == [1, nil, nil, 3, 4, 5])
    #expect(file.hunks[1].oldNumbers == [17, 18, 19, 21, 22, 23])
    #expect(file.touches(2..<3) && file.touches(1..<9) && !file.touches(4..<30))
    #expect(file.addedLines(in: 1..<9) == 2..<4 && file.addedLines(in: 3..<30) == 3..<4)
    #expect(file.hunk(holding: 1..<7) != nil && file.hunk(holding: 1..<8) == nil && file.hunk(holding: 6..<19) == nil)
  }

  private func lines(changing changes: [Int: String]) -> String {
    (1...30).map { changes[$0] ?? "line \($0)\n" }.joined()
  }

  @Test(
    arguments: [
      "", "&& git config core.quotePath false", "&& git config diff.noprefix true && git config color.ui always",
      "&& git config diff.mnemonicPrefix true && git config diff.context 0 && git config diff.renames copies",
      "&& git config diff.external false && git config diff.interHunkContext 99 && git config diff.suppressBlankEmpty true",
    ],
    ["a b.py", "é𐐀.py", "\"q\\u.py", "tab\tand\nline.py", "-x.py", ":(top)x.py", "*.py", "d/e f/\u{7F}.py"]
  )
  func `knows a file by its name, however git is set up`(settings: String, name: String) throws {
    let repository = try Self.repository(
      [name: Self.lines + "\n\n", "other.py": "x\n"],
      [name: "first\n" + Self.lines + "\n\n"],
      settings: settings
    )
    let files = try Self.files(repository)
    #expect(files.keys.sorted() == [name])
    #expect(files[name]?.hunks.map(\.oldNumbers) == [[nil, 1, 2, 3]])
  }

  @Test func `follows a file to its new name`() throws {
    let after = "first\n" + Self.lines
    let files = try Self.files(try Self.repository(["old.py": Self.lines], ["old.py": nil, "d/new.py": after]))
    #expect(files.keys.sorted() == ["d/new.py"])
    #expect(files["d/new.py"]?.oldPath == "old.py")
    #expect(files["d/new.py"]?.hunks.map(\.lines) == [1..<5])
    let moved = try Self.files(try Self.repository(["old.py": Self.lines], ["old.py": nil, "new.py": Self.lines]))
    #expect(moved["new.py"].map { $0.hunks.isEmpty && !$0.isOpaque && !$0.touches(1..<31) } == true)
  }

  @Test func `leaves out what is gone, and what is no file of the repository`() throws {
    let repository = try Self.repository(["a.py": "x\n", "b.py": "y\n"], ["a.py": nil])
    let made = try Command.run(
      [
        "/bin/sh", "-c",
        """
        git init -q inner && cd inner && git config user.name a && git config user.email a@b && echo 1 > i.py && git add -A \
        && git commit -q -m Inner && cd .. && git add inner && ln -s b.py link.py && git add -A && git commit -q -m Sub \
        && cd inner && echo 2 > i.py
        """,
      ],
      in: repository.url
    )
    try #require(made.succeeded, "\(made.errorText)")
    #expect(try Self.files(repository, since: "HEAD~2", uncommitted: true).isEmpty)
  }

  @Test func `begins where both sides were the same`() throws {
    let repository = try Self.repository(["a.py": "x\n"], ["b.py": "y\n"])
    let made = try Command.run(
      ["/bin/sh", "-c", "git checkout -q -b other HEAD~1 && echo z > c.py && git add -A && git commit -q -m Other"],
      in: repository.url
    )
    try #require(made.succeeded, "\(made.errorText)")
    #expect(try Self.files(repository, since: "main").keys.sorted() == ["c.py"])
  }

  @Test func `has new files whole, committed or not`() throws {
    let repository = try Self.repository([:], ["a.py": "1\n2", "empty.py": ""])
    try repository.write("1\n2\n3\n", to: "loose.py")
    try repository.write("0\n1\n2", to: "a.py")
    let committed = try Self.files(repository)
    #expect(committed.keys.sorted() == ["a.py", "empty.py"])
    #expect(committed["a.py"]?.hunks.map(\.oldNumbers) == [[nil, nil]])
    #expect(committed["empty.py"]?.hunks.isEmpty == true)
    let all = try Self.files(repository, uncommitted: true)
    #expect(all["loose.py"]?.hunks.map(\.oldNumbers) == [[nil, nil, nil]])
    #expect(all["a.py"]?.hunks.map(\.oldNumbers) == [[nil, nil, nil]])
  }

  @Test func `takes a file without lines for one that is touched anywhere`() throws {
    let repository = try Self.repository([".gitattributes": "*.py -diff\n", "a.py": "x\n"], ["a.py": "y\n"])
    let file = try #require(try Self.files(repository)["a.py"])
    #expect(file.isOpaque && file.touches(7..<8) && file.addedLines(in: 7..<8) == nil)
  }

  @Test func `is told apart from what is no diff`() {
    #expect(ReviewedDiffReader.files(in: "").isEmpty)
    #expect(ReviewedDiffReader.files(in: "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ nonsense\n@@ -1 +1 @@\n").count == 1)
    #expect(ReviewedDiffReader.files(in: "diff --git a/x b/x\n@@ -1,9999999999999999999 +1 @@\n+a\n").isEmpty)
  }
}
