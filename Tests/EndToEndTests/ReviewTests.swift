import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: Tool.isPossible, "\(Tool.reason)")) struct `libprof review` {
  /// A project before a change, and with it.
  struct Change: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var before: [String: String]
    var after: [String: String]
  }

  private static let handler = """
    LIMIT = 3


    def handler(event, context):
        return {"ok": str(event)}

    """
  private static let far = (1...9).map { "\n\ndef part\($0)():\n    return \($0)\n" }.joined()

  /// All that is replaced is part of the diff.
  static let near = Change(
    testDescription: "a new import beside its new use",
    before: ["app.py": handler],
    after: [
      "app.py": "import heavy\n" + handler
        + "\n\ndef report():\n    return heavy.work()\n"
    ]
  )
  /// Two hunks of one file, too far from each other for one suggestion.
  static let apart = Change(
    testDescription: "a new import far from its new use",
    before: ["app.py": handler + far + far],
    after: [
      "app.py": "import heavy\n" + handler + far + far
        + "\n\ndef report():\n    return heavy.work()\n"
    ]
  )
  /// The use stands where the diff does not reach.
  static let beyond = Change(
    testDescription: "another import for an old use",
    before: ["app.py": "import light as work\n" + handler + far + "\n\ndef report():\n    return work.work()\n"],
    after: ["app.py": "import heavy as work\n" + handler + far + "\n\ndef report():\n    return work.work()\n"]
  )
  /// What only pays if it waits in two files, all of both new.
  static let pair = Change(
    testDescription: "two new files that import the same",
    before: ["app.py": handler],
    after: [
      "app.py": "import first\nimport second\n" + handler.replacing("event)}", with: "[first.one(), second.one()])}"),
      "first.py": library, "second.py": library,
    ]
  )
  /// What cannot wait.
  static let needed = Change(
    testDescription: "a new import that is needed while the module loads",
    before: ["app.py": handler],
    after: ["app.py": "import heavy\n" + handler + "\n\nLIMIT = heavy.work()\n"]
  )
  /// None of the two alone costs anything.
  static let twice = Change(
    testDescription: "two new imports of the same",
    before: ["app.py": handler],
    after: [
      "app.py": "import heavy\nimport heavy as same\n"
        + handler.replacing("event)}", with: "[heavy.work(), same.work()])}")
    ]
  )
  private static let library =
    "import heavy\n\n\ndef one():\n    return 1\n\n\ndef report():\n    return heavy.work()\n"
  /// What can wait is an import of a file that the change only leads to.
  static let behind = Change(
    testDescription: "a new import of a module that imports too much",
    before: ["app.py": handler, "reports.py": reports],
    after: ["app.py": "import reports\n" + handler + "\nTITLE = [reports.TITLE]\n", "reports.py": reports]
  )
  /// Git shows no lines.
  static let opaque = Change(
    testDescription: "a file whose lines are not shown",
    before: near.before.merging([".gitattributes": "app.py -diff\n"]) { $1 },
    after: near.after.merging([".gitattributes": "app.py -diff\n"]) { $1 }
  )
  static let carriageReturns = Change(
    testDescription: "line ends of Windows",
    before: near.before.mapValues { $0.replacing("\n", with: "\r\n") },
    after: near.after.mapValues { $0.replacing("\n", with: "\r\n") }
  )
  static let renamed = Change(
    testDescription: "a file with a blank, quotation marks and other letters in the path, which was renamed",
    before: [
      "app.py": "import importlib\nhandler = importlib.import_module('pa rt.\"é').handler\n", "pa rt/old.py": handler,
    ],
    after: [
      "app.py": "import importlib\nhandler = importlib.import_module('pa rt.\"é').handler\n",
      "pa rt/\"é.py": near.after["app.py"] ?? "",
    ]
  )

  private static let reports = "import heavy\n\nTITLE = 'Reports'\n\n\ndef report():\n    return heavy.work()\n"

  /// A repository with the project as it was on `main`, and the change checked out.
  private static func repository(_ change: Change) throws -> Tool {
    let tool = try Tool(
      change.before.merging([
        // Far more than what a busy machine adds to anything else.
        "heavy.py": "import time\ntime.sleep(0.5)\ndef work(): return 1\n", ".gitignore": "__pycache__/\nr\n",
        "light.py": "def work(): return 1\n",
      ]) { $1 }
    )
    func shell(_ line: String) throws {
      let result = try tool.shell(line)
      try #require(result.status == 0, "\(result.errorText)")
    }
    try shell(
      """
      git init -q -b main . && git config user.name Someone && git config user.email someone@example.com \
      && git add -A && git commit -q -m Base && git checkout -q -b change
      """
    )
    for name in change.before.keys where change.after[name] == nil { try shell("git rm -q '\(name)'") }
    for (name, text) in change.after { try tool.scratch.write(text, to: "project/\(name)") }
    try shell("git add -A && git commit -q -m Change")
    // What others do meanwhile is not part of the change.
    try shell(
      "git checkout -q main && echo 'import heavy' > other.py && git add -A && git commit -q -m Other && git checkout -q change"
    )
    #expect(try tool.profile(to: "r").status == 0)
    return tool
  }

  private static func review(
    _ tool: Tool,
    _ arguments: String...,
    variables: [String: String] = [:]
  ) throws -> Command.Result {
    try Command.run(
      [Tool.path, "review", "--base", "main", "--recording", "r"] + arguments,
      in: tool.folder,
      environment: tool.environment.merging(variables) { $1 }
    )
  }

  /// What a service stores of one comment.
  private struct Comment: Decodable {
    let path, body: String
    let line: Int
    let startLine: Int?

    enum CodingKeys: String, CodingKey {
      case path, body, line
      case startLine = "start_line"
    }
  }

  private struct Payload: Decodable {
    let body: String
    let comments: [Comment]
  }

  private static func payload(_ bytes: [UInt8]) throws -> Payload {
    try JSONDecoder().decode(Payload.self, from: Data(bytes))
  }

  @Test(arguments: [
    (near, ["suggestion"]), (apart, ["suggestion", "suggestion"]), (pair, ["suggestion", "suggestion"]),
    (beyond, ["patch"]), (behind, ["patch"]), (needed, [""]), (twice, [""]),
    (opaque, []), (carriageReturns, ["patch"]), (renamed, ["suggestion"]),
  ]) func `says what a service takes, in the best form that it takes`(change: Change, forms: [String]) throws {
    let tool = try Self.repository(change)
    let service = try ReviewService(for: tool.folder, base: "main")
    for (variables, format) in [(service.github, "github"), (service.gitlab, "gitlab")] {
      let posted = try Self.review(tool, "--post", "--output-format", format, variables: variables)
      #expect(posted.status == 0 && posted.errorText.contains("Posted to some/api"), "\(posted.errorText)")
    }
    let printed = try Self.review(tool)
    #expect(printed.status == 0, "\(printed.errorText)")
    let payload = try Self.payload(printed.output)
    let found = payload.comments.map {
      $0.body.contains("```suggestion\n") ? "suggestion" : $0.body.contains("<details>") ? "patch" : ""
    }
    #expect(found == forms, "\(printed.outputText)")
    if forms.isEmpty { #expect(payload.body.contains("app.py:1") && payload.body.contains("```diff\n")) }
    #expect((payload.comments.map(\.body) + [payload.body]).contains { $0.contains("each start ") })
  }

  @Test(arguments: [near, apart, pair, renamed]) func `suggests what fix would write`(change: Change) throws {
    let tool = try Self.repository(change)
    var results: [String] = []
    for format in ["github", "gitlab"] {
      let printed = try Self.review(tool, "--output-format", format, "--patch", "../review.patch")
      #expect(printed.status == 0, "\(printed.errorText)")
      try ReviewService.apply(printed.output, in: tool.folder)
      results.append(try tool.shell("git diff HEAD").outputText)
      #expect(try tool.shell("git checkout -q .").status == 0)
    }
    #expect(results[0].contains("-import heavy") && results[0].contains("+    import heavy"))
    let patched = try tool.shell("git apply ../review.patch && git diff HEAD")
    #expect(results == [patched.outputText, patched.outputText], "\(patched.errorText)")
    // There is nothing more to say then.
    #expect(try tool.shell("git commit -q -a -m Done && rm r").status == 0)
    #expect(try tool.profile(to: "r").status == 0)
    let second = try Self.review(tool)
    #expect(second.status == 0 && second.output.isEmpty, "\(second.outputText)")
    #expect(second.errorText.contains("Nothing to say."), "\(second.errorText)")
  }

  /// A payload with one mistake.
  enum Mistake: CaseIterable {
    case none, otherLine, otherHunk, start, noStartSide, otherFile, noText, otherCommit, overlap, otherEvent,
      unknownField

    func make(in payload: inout [String: Any]) {
      var comments = payload["comments"] as? [[String: Any]] ?? []
      switch self {
      case .none: return
      case .otherLine: comments[0]["line"] = 999
      case .otherHunk: (comments[1]["start_line"], comments[1]["start_side"]) = (1, "RIGHT")
      case .start: (comments[0]["start_line"], comments[0]["start_side"]) = (comments[0]["line"], "RIGHT")
      case .noStartSide: comments[0]["start_line"] = 1
      case .otherFile: comments[0]["path"] = "nowhere.py"
      case .noText: payload["body"] = ""
      case .otherCommit: payload["commit_id"] = String(repeating: "0", count: 40)
      case .overlap: comments.append(comments[0])
      case .otherEvent: payload["event"] = "COMMENTED"
      case .unknownField: comments[0]["end_line"] = 3
      }
      payload["comments"] = comments
    }
  }

  @Test func `is held against what would be refused`() throws {
    let tool = try Self.repository(Self.apart)
    let service = try ReviewService(for: tool.folder, base: "main")
    let printed = try Self.review(tool).output
    for mistake in Mistake.allCases {
      var payload = try #require(try JSONSerialization.jsonObject(with: Data(printed)) as? [String: Any])
      mistake.make(in: &payload)
      try tool.scratch.write([UInt8](try JSONSerialization.data(withJSONObject: payload)), to: "payload.json")
      let status = try Command.run([
        "curl", "--silent", "--output", "/dev/null", "--write-out", "%{http_code}", "--noproxy", "*", "--header",
        "Authorization: Bearer \(ReviewService.token)", "--header", "Content-Type: application/json", "--data-binary",
        "@\(tool.scratch.file("payload.json").path)", "\(service.address)/repos/some/api/pulls/7/reviews",
      ])
      #expect(
        status.outputText == (mistake == .none ? "200" : "422"),
        "\(mistake): \(String(decoding: printed, as: UTF8.self))"
      )
    }
  }

  @Test func `says why something has to stay, and who needs it`() throws {
    let kept = try Self.review(try Self.repository(Self.needed), "--output-format", "text").outputText
    #expect(kept.contains("It cannot wait: `heavy` is needed in"), "\(kept)")
    let shared = try Self.review(try Self.repository(Self.twice), "--output-format", "text").outputText
    #expect(shared.contains("This import and the one at `app.py:2` together cost each start"), "\(shared)")
    #expect(shared.contains("The recorded event needs it."))
  }

  @Test func `says nothing twice`() throws {
    let tool = try Self.repository(Self.apart)
    let service = try ReviewService(for: tool.folder, base: "main")
    for (variables, format) in [(service.github, "github"), (service.gitlab, "gitlab")] {
      let first = try Self.review(tool, "--post", "--output-format", format, variables: variables)
      #expect(first.errorText.contains("2 suggestions"), "\(first.errorText)")
      let count = try service.posts().count
      let second = try Self.review(tool, "--post", "--output-format", format, variables: variables)
      #expect(second.status == 0 && second.errorText.contains("has all of it already"), "\(second.errorText)")
      #expect(try service.posts().count == count)
    }
  }

  @Test func `tells it in its text where a service does not take the lines`() throws {
    let tool = try Self.repository(Self.near)
    let service = try ReviewService(for: tool.folder, base: "main")
    for (variables, format, status) in [(service.github, "github", 422), (service.gitlab, "gitlab", 400)] {
      try service.refuseLines(status: status)
      let posted = try Self.review(tool, "--post", "--output-format", format, variables: variables)
      #expect(posted.status == 0, "\(posted.errorText)")
      let last = try #require(try service.posts().last)
      #expect(last.body.contains("import costs each start") && last.body.contains("app.py:1"))
      let second = try Self.review(tool, "--post", "--output-format", format, variables: variables)
      #expect(second.errorText.contains("has all of it already"), "\(second.errorText)")
    }
  }

  @Test func `annotates in a pipeline of GitHub's what no comment can hold`() throws {
    let tool = try Self.repository(Self.opaque)
    let service = try ReviewService(for: tool.folder, base: "main")
    let variables = service.github.merging(["GITHUB_ACTIONS": "true"]) { $1 }
    let posted = try Self.review(tool, "--post", "--patch", "../some.patch", variables: variables)
    #expect(posted.outputText.hasPrefix("::warning file=app.py,line=1,title=libprof%3A review::This import costs"))
    #expect(try service.posts()[0].body.contains("`some.patch`"))
    #expect(String(decoding: try tool.scratch.read("some.patch"), as: UTF8.self).contains("-import heavy"))
  }

  @Test func `sees in text what is not committed, and refuses to comment on it`() throws {
    let tool = try Self.repository(Self.near)
    let change =
      "git checkout -q main && git checkout -q -b other && echo 'import more' >> app.py && echo 'import heavy' > more.py"
    #expect(try tool.shell(change).status == 0)
    #expect(try tool.profile(to: "r").status == 0)
    let text = try Self.review(tool, "--output-format", "text", "--exit-code")
    #expect(text.status == 1, "\(text.errorText)")
    #expect(text.outputText.contains("more.py:1: This import costs each start"), "\(text.outputText)")
    #expect(try tool.shell("git add -A && git commit -q -m More && echo >> app.py").status == 0)
    let refused = try Self.review(tool)
    #expect(refused.status == 2 && refused.output.isEmpty)
    #expect(refused.errorText.contains("app.py has changes that are not committed, and comments would miss"))
  }

  @Test func `says that a proof holds if it is one of the same patch`() throws {
    let tool = try Self.repository(Self.near)
    let fix = try tool.fix("--dry-run", "--recording", "r", "--verdict", "../v.json")
    #expect(fix.status == 0, "\(fix.errorText)")
    let proven = try Self.payload(try Self.review(tool, "--verdict", "../v.json").output)
    #expect(proven.body.contains("`ok.json`: ") && proven.comments[0].body.contains("Proven: the same answers"))
    let planned = try Self.payload(try Self.review(tool).output)
    #expect(planned.comments[0].body.contains("Planned from a recording and not proven"))
    // It is another patch if other changes are left alone.
    let other = try Self.review(tool, "--verdict", "../v.json", "--keep", "app.py:1")
    #expect(!other.outputText.contains("Proven"))
    #expect(try Self.review(tool, "--verdict", "r").errorText.contains("r holds no verdict of this version"))
  }

  @Test func `proves on request, and suggests nothing that does not hold`() throws {
    let tool = try Self.repository(Self.near)
    let python = Interpreters.newest?.path ?? "python3"
    func prove(_ arguments: String...) throws -> Command.Result {
      try Command.run(
        [Tool.path, "review", "--base", "main", "--prove", "--pairs", "21", "--python", python]
          + ["--handler", "app.handler", "--event", "ok.json"] + arguments,
        in: tool.folder,
        environment: tool.environment
      )
    }
    let proven = try prove()
    #expect(proven.status == 0, "\(proven.errorText)")
    #expect(try Self.payload(proven.output).comments[0].body.contains("Proven: the same answers"))
    let refuted = try prove("--check", "grep -q '^import heavy' app.py")
    let payload = try Self.payload(refuted.output)
    #expect(payload.body.contains("A patch was tried and is not offered"), "\(refuted.outputText) \(refuted.errorText)")
    #expect(!refuted.outputText.contains("```suggestion"))
  }

  private static let missing = [
    ("GITHUB_TOKEN", "", "GITHUB_TOKEN is not set"),
    ("GITHUB_TOKEN", "wrong", "(401): Bad credentials. Check the token"),
    ("GITHUB_TOKEN", "wr\nong", "The token holds a line end"),
    ("GITHUB_REPOSITORY", "", "GITHUB_REPOSITORY does not name the repository"),
    ("GITHUB_REF", "refs/heads/main", "Give its number (--pull-request N)"),
    ("GITHUB_REPOSITORY", "some/other", "(404): Not Found"),
    ("GITHUB_API_URL", "http://127.0.0.1:9", "No answer came from http://127.0.0.1:9/repos/some/api/pulls/7"),
    (
      "GITHUB_API_URL", "http://example.com",
      "would get the token in clear text. Let GITHUB_API_URL begin with https://"
    ),
  ]

  @Test func `says what is missing, and never the token`() throws {
    let tool = try Self.repository(Self.near)
    let service = try ReviewService(for: tool.folder, base: "main")
    for (name, value, reason) in Self.missing {
      let variables = service.github.merging([name: value]) { $1 }
      let result = try Command.run(
        [Tool.path, "review", "--base", "main", "--recording", "r", "--post"],
        in: tool.folder,
        environment: tool.environment.merging(variables) { $1 }
      )
      #expect(result.status == 2 && result.output.isEmpty, "\(name)")
      #expect(result.errorText.contains(reason), "\(name): \(result.errorText)")
      #expect(!result.errorText.contains(ReviewService.token))
      #expect(name != "GITHUB_TOKEN" || value.isEmpty || !result.errorText.contains(value))
    }
    // A number that is named goes before the pipeline's.
    let other = try Self.review(tool, "--post", "--pull-request", "8", variables: service.github)
    #expect(other.errorText.contains("GET repos/some/api/pulls/8 (404)"), "\(other.errorText)")
  }

  @Test func `refuses a recording that was made before the change`() throws {
    let tool = try Self.repository(Self.near)
    #expect(try tool.shell("sed -i '1i import light' app.py && git commit -q -a -m More").status == 0)
    let result = try Self.review(tool)
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(result.errorText.contains("The recording does not know the import at app.py:1"), "\(result.errorText)")
  }

  @Test func `refuses what comments would miss, before anything is run`() throws {
    let tool = try Self.repository(Self.near)
    let service = try ReviewService(for: tool.folder, base: "main")
    #expect(try tool.shell("git commit -q --allow-empty -m More").status == 0)
    let other = try Self.review(tool, "--post", variables: service.github)
    #expect(other.status == 2 && other.errorText.contains("ends with the commit"), "\(other.errorText)")
    let unknown = try tool.run("review", "--base", "nowhere", "--recording", "missing")
    #expect(unknown.errorText.contains("nowhere is no commit that this repository has"))
    #expect(try tool.shell("git checkout -q --orphan alone && git commit -q -m Alone").status == 0)
    #expect(try Self.review(tool).errorText.contains("have in common. If the clone is a shallow one"))
  }
}
