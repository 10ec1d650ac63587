import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: Tool.isPossible, "\(Tool.reason)")) struct `libprof fix --commit` {
  private static let app = RequestProject.app
  private static let slow = "import time\ntime.sleep(0.2)\ndef work(): return 2\n"

  /// A project in a repository, with nothing left to commit.
  private static func repository() throws -> Tool {
    let tool = try Tool(["app.py": app, "slow.py": slow, ".gitignore": "__pycache__/\n"])
    let made = try tool.shell(
      """
      git init -q -b main . && git config user.name Someone && git config user.email someone@example.com \
      && git add -A && git commit -q -m Base
      """
    )
    try #require(made.status == 0, "\(made.errorText)")
    return tool
  }

  private static func git(_ tool: Tool, _ line: String) throws -> String {
    let result = try tool.shell("git \(line)")
    #expect(result.status == 0, "\(result.errorText)")
    return result.outputText
  }

  @Test func `makes one commit for each library, on a branch of its own`() throws {
    let tool = try Self.repository()
    let result = try tool.fix("--commit", "--branch", "faster")
    #expect(result.status == 0, "\(result.errorText)")
    #expect(result.output.isEmpty)
    #expect(
      try Self.git(tool, "log --format=%s main..faster") == """
        Import heavy only where it is needed
        Import slow only where it is needed

        """
    )
    #expect(try Self.git(tool, "show faster~1 --format= --name-only") == "app.py\n")
    #expect(try Self.git(tool, "show faster:app.py").contains("def render():\n    import slow\n"))
    // The first commit alone leaves the second library where it is.
    #expect(try Self.git(tool, "show faster~1:app.py").hasPrefix("import heavy\n"))
    let message = try Self.git(tool, "log -1 --format=%B faster~1")
    #expect(message.contains("app.py:2  defer `slow`"))
    #expect(message.contains("as fast"))
    #expect(message.hasSuffix("Libprof-Program: app.handler\n\n"))
    #expect(try Self.git(tool, "log -1 --format='%an <%ae>' faster") == "Someone <someone@example.com>\n")
    // Neither files nor index nor the branch that is checked out have changed.
    #expect(try tool.text("app.py") == Self.app)
    #expect(try Self.git(tool, "status --porcelain").isEmpty)
    #expect(try Self.git(tool, "rev-parse --abbrev-ref HEAD") == "main\n")
    #expect(try Self.git(tool, "rev-list --count HEAD") == "1\n")
  }

  @Test func `makes one for the whole program if that is wanted`() throws {
    let tool = try Self.repository()
    let result = try tool.fix("--commit", "--group", "entry-point")
    #expect(result.status == 0, "\(result.errorText)")
    #expect(
      try Self.git(tool, "log --format=%s main..libprof/cold-start")
        == "Import slow and heavy only where they are needed\n"
    )
  }

  @Test func `writes what a reviewer of the request wants to know`() throws {
    let tool = try Self.repository()
    let result = try tool.fix("--commit", "--request-body", "../body.md")
    #expect(result.status == 0, "\(result.errorText)")
    #expect(result.errorText.contains("with the title “Import slow and heavy only where they are needed”"))
    let body = String(decoding: try tool.scratch.read("body.md"), as: UTF8.self)
    #expect(body.contains("| `app.py:2` | `slow` | defer | "), "\(body)")
    #expect(body.contains("| `ok.json` | ") && body.contains("× (") && body.contains(" MiB → "))
    #expect(body.contains("## Reproduce") && body.contains("\nlibprof fix --dry-run --python "))
    #expect(try Self.git(tool, "status --porcelain").isEmpty)
  }

  @Test func `replaces its own branch, and leaves it alone if that holds the same`() throws {
    let tool = try Self.repository()
    #expect(try tool.fix("--commit").status == 0)
    let first = try Self.git(tool, "rev-parse libprof/cold-start")
    let second = try tool.fix("--commit")
    #expect(second.status == 0)
    #expect(second.errorText.contains("libprof/cold-start holds the same changes already"))
    #expect(try Self.git(tool, "rev-parse libprof/cold-start") == first)
    _ = try Self.git(tool, "commit -q --allow-empty -m Later")
    let third = try tool.fix("--commit")
    #expect(third.status == 0, "\(third.errorText)")
    #expect(try Self.git(tool, "rev-parse libprof/cold-start") != first)
    #expect(try Self.git(tool, "merge-base main libprof/cold-start") == Self.git(tool, "rev-parse main"))
  }

  @Test func `writes a series that git am takes`() throws {
    let tool = try Self.repository()
    for _ in 0..<2 {
      let result = try tool.fix("--format-patch", "../series")
      #expect(result.status == 0, "\(result.errorText)")
      #expect(result.errorText.contains("0001-Import-slow-only-where-it-is-needed.patch, 0002-Import-heavy"))
    }
    #expect(try Self.git(tool, "branch --list") == "* main\n")
    _ = try Self.git(tool, "am -q ../series/*.patch")
    #expect(try Self.git(tool, "rev-list --count HEAD") == "3\n")
    #expect(try tool.text("app.py").hasPrefix("def handler"))
  }

  @Test(arguments: [
    ("git checkout -q -b faster", "is checked out"),
    (
      "git branch faster && git checkout -q faster && git commit -q --allow-empty -m Mine && git checkout -q main",
      "“Mine”"
    ),
    ("echo '# more' >> app.py", "app.py has changes that are not committed"),
    ("rm -rf .git", "is in no git repository with a commit"),
    ("rm -rf .git && git init -q .", "is in no git repository with a commit"),
  ]) func `refuses before anything is run`(preparation: String, reason: String) throws {
    let tool = try Self.repository()
    try #require(try tool.shell(preparation).status == 0)
    let result = try tool.fix("--commit", "--branch", "faster")
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.errorText.contains(reason), "\(result.errorText)")
    #expect(!result.errorText.contains("to change"))
  }

  @Test func `refuses a name that is none, and options that contradict it`() throws {
    let tool = try Self.repository()
    #expect(try tool.fix("--commit", "--branch", "a..b").errorText.contains("a..b is no name that git takes"))
    #expect(try tool.fix("--commit", "--dry-run").errorText.contains("take the place of --dry-run"))
    #expect(try tool.fix("--commit", "--scope", "all").errorText.contains("Packages are in no commit"))
  }

  @Test func `refuses a file that git does not follow`() throws {
    let tool = try Tool(["app.py": Self.app, "slow.py": Self.slow, ".gitignore": "app.py\n"])
    let made = try tool.shell(
      "git init -q -b main . && git config user.name a && git config user.email a@b && git add -A && git commit -q -m Base"
    )
    try #require(made.status == 0)
    let result = try tool.fix("--commit")
    #expect(result.status == 2)
    #expect(result.errorText.contains("app.py is to be changed and is no file of this repository"))
    #expect(try Self.git(tool, "branch --list") == "* main\n")
  }

  @Test func `keeps the line ends that the repository asks for`() throws {
    let tool = try Tool([
      "app.py": Self.app.replacingOccurrences(of: "\n", with: "\r\n"), "slow.py": Self.slow,
      ".gitattributes": "*.py text eol=crlf\n", ".gitignore": "__pycache__/\n",
    ])
    let made = try tool.shell(
      "git init -q -b main . && git config user.name a && git config user.email a@b && git add -A && git commit -q -m Base"
    )
    try #require(made.status == 0)
    let result = try tool.fix("--commit", "--branch", "faster")
    #expect(result.status == 0, "\(result.errorText)")
    #expect(!(try Self.git(tool, "cat-file blob faster:app.py")).contains("\r"))
    #expect(try Self.git(tool, "diff --stat main faster").contains("app.py"))
    #expect(
      try Self.git(tool, "diff --numstat main faster").split(separator: "\t").first.flatMap { Int($0) }.map { $0 < 10 }
        == true
    )
  }
}
