import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: Tool.isPossible, "\(Tool.reason)"), .serialized) struct `libprof fix --pull-request` {
  private static func project(_ requests: [[String: Any]] = [], app: String = RequestProject.app) throws
    -> RequestProject
  {
    let project = try RequestProject(app: app)
    try project.startService(requests)
    return project
  }

  /// Runs it against the service of the tests.
  private static func fix(
    _ project: RequestProject,
    _ more: [String] = [],
    variables: [String: String]? = nil
  ) throws -> Command.Result {
    let python = Interpreters.newest?.path ?? "python3"
    var words = ["fix", "--pull-request", "--service", "github"] + more
    words += ["--python", python, "--pairs", "21", "--handler", "app.handler", "--event", "ok.json"]
    let line = ([Tool.path] + words).map { "'\($0)'" }.joined(separator: " ")
    let result = try project.tool.shell(line, variables: try variables ?? project.variables())
    #expect(!(result.outputText + result.errorText).contains(RequestProject.token))
    return result
  }

  @Test func `opens a request, leaves it alone while it says the same, and brings it up to date`() throws {
    let project = try Self.project()
    try #require(try project.tool.profile(to: "../app.libprof").succeeded)
    let stored = ["--recording", "../app.libprof"]

    let rehearsal = try Self.fix(project, stored + ["--dry-run"])
    #expect(rehearsal.status == 0, "\(rehearsal.errorText)")
    #expect(rehearsal.outputText.hasPrefix("--- a/app.py\n"))
    #expect(
      rehearsal.errorText.contains(
        "Would push 2 commits to libprof/cold-start of origin, and open a request to merge them into main: “Import slow and heavy only"
      )
    )
    #expect(try project.remoteTip() == nil && project.changes().isEmpty)

    let first = try Self.fix(project, stored)
    #expect(first.status == 0, "\(first.errorText)")
    #expect(first.outputText == "https://github.com/some/api/pull/1\n")
    #expect(project.changes() == ["POST /repos/some/api/pulls"])
    let opened = try #require(try project.requests().first)
    #expect(opened["title"] as? String == "Import slow and heavy only where they are needed")
    let body = try #require(opened["body"] as? String)
    #expect(body.contains("| `app.py:2` | `slow` | defer | ") && body.contains("cannot be avoided"), "\(body)")
    #expect(body.contains("\nlibprof fix --dry-run --python ") && !body.contains("--pull-request"))
    let tip = try #require(try project.remoteTip())
    #expect(try project.run("git log --format=%s main..\(tip)").split(separator: "\n").count == 2)
    // Neither files nor index nor branches have changed here.
    #expect(try project.run("git status --porcelain && git branch --list") == "* main\n")

    let same = try Self.fix(project, stored)
    #expect(same.status == 0, "\(same.errorText)")
    #expect(same.errorText.contains("Request #1 says the same already, and stays as it is."))
    #expect(try project.remoteTip() == tip && project.changes().count == 1)

    let otherText = try Self.fix(project, stored + ["--keep", "nothing"])
    #expect(otherText.errorText.contains("Brought the text of request #1 up to date"), "\(otherText.errorText)")
    #expect(try project.remoteTip() == tip)
    #expect(project.changes().dropFirst() == ["PATCH /repos/some/api/pulls/1"])

    try project.tool.scratch.write("# One more line.\n" + RequestProject.app, to: "project/app.py")
    try project.commit()
    let other = try Self.fix(project)
    #expect(other.status == 0, "\(other.errorText)")
    #expect(
      other.errorText.contains("Pushed 2 commits to libprof/cold-start of origin, and brought request #1 up to date")
    )
    let next = try #require(try project.remoteTip())
    #expect(try project.run("git merge-base main \(next)") == project.run("git rev-parse main"))
    let updated = try #require(try project.requests().first)
    #expect(try project.requests().count == 1)
    #expect((updated["body"] as? String)?.contains("`app.py:3`") == true)

    // Who closes it and leaves the branch is not asked again.
    try project.close(1)
    let declined = try Self.fix(project)
    #expect(declined.status == 0 && declined.output.isEmpty, "\(declined.errorText)")
    #expect(declined.errorText.contains("Request #1 said the same and was closed, so no other one is opened."))
    #expect(try project.requests().count == 1 && project.remoteTip() == next)

    let handed = String(decoding: try project.tool.scratch.read("service/curl"), as: UTF8.self)
    #expect(!handed.isEmpty && !handed.contains(RequestProject.token))
  }

  @Test(arguments: [
    (RequestProject.lean, [String](), 0, "No import can be deferred with a gain."),
    (
      "import heavy\n\n\ndef handler(event, context):\n    return {}\n\n\ndef report():\n    return heavy.work()\n",
      ["--check", "python test.py"], 1, "fails:"
    ),
  ]) func `closes it when nothing is proven any more`(
    app: String,
    options: [String],
    status: Int32,
    reason: String
  ) throws {
    let project = try RequestProject(
      app: app,
      [
        "test.py":
          "import gc, types, app\nassert 'heavy' in [m.__name__ for m in gc.get_objects() if isinstance(m, types.ModuleType)]\n"
      ]
    )
    try project.startService([RequestProject.request(1, from: "libprof/cold-start")])
    try project.pushEarlier()
    if status == 0 {
      let rehearsal = try Self.fix(project, options + ["--dry-run"])
      #expect(rehearsal.errorText.contains("Would close request #1, since nothing is proven any more"))
      #expect(try project.remoteTip() != nil && project.changes().isEmpty)
    }
    let result = try Self.fix(project, options)
    #expect(result.status == status, "\(result.errorText)")
    #expect(
      result.errorText.contains("Closed request #1, since nothing is proven any more, and removed libprof/cold-start")
    )
    let request = try #require(try project.requests().first)
    #expect(request["state"] as? String == "closed")
    let comment = try #require((request["comments"] as? [String])?.first)
    #expect(comment.contains("no patch is proven any more that makes `app.handler` start faster"))
    #expect(comment.contains(reason) && comment.contains("libprof fix --dry-run"), "\(comment)")
    #expect(try project.remoteTip() == nil)
  }

  @Test func `opens none where none is needed`() throws {
    let project = try Self.project(app: RequestProject.lean)
    let result = try Self.fix(project)
    #expect(result.status == 0, "\(result.errorText)")
    #expect(result.errorText.contains("No request from libprof/cold-start is open, and none is opened."))
    #expect(try project.remoteTip() == nil && project.changes().isEmpty)
  }

  @Test func `says so when the remote rejects the commits, and opens nothing`() throws {
    let project = try Self.project()
    try project.run(
      "printf '#!/bin/sh\\necho Only the release team pushes. >&2; exit 1\\n' > ../remote.git/hooks/pre-receive && chmod +x ../remote.git/hooks/pre-receive"
    )
    let result = try Self.fix(project)
    #expect(result.status == 2)
    #expect(result.errorText.contains("The remote origin does not take libprof/cold-start"), "\(result.errorText)")
    #expect(result.errorText.contains("Only the release team pushes."))
    #expect(project.changes().isEmpty)
  }

  @Test func `brings the request up to date that somebody opens at the same time`() throws {
    let project = try Self.project()
    let address = try #require(try project.variables()["GITHUB_API_URL"])
    try project.run(
      """
      cat > .git/hooks/pre-push <<'END'
      #!/bin/sh
      curl -s -H 'Authorization: Bearer \(RequestProject.token)' \
        -d '{"title": "Mine", "head": "libprof/cold-start", "base": "main"}' \(address)/repos/some/api/pulls
      END
      chmod +x .git/hooks/pre-push
      """
    )
    let result = try Self.fix(project)
    #expect(result.status == 0, "\(result.errorText)")
    #expect(result.outputText == "https://github.com/some/api/pull/1\n")
    let requests = try project.requests()
    #expect(requests.count == 1)
    #expect(requests.first?["title"] as? String == "Import slow and heavy only where they are needed")
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    var preparation = "true"
    var open: [String] = []
    var forked: [String] = []
    var variables: [String: String] = [:]
    var options: [String] = []
    let reason: String
    var testDescription: String { reason }
  }

  @Test(arguments: [
    Refusal(
      variables: ["GITHUB_TOKEN": "wrong"],
      reason: "GitHub refused GET repos/some/api/pulls (401): Bad credentials."
    ),
    Refusal(variables: ["GITHUB_API_URL": "http://127.0.0.1:9"], reason: "No answer came from http://127.0.0.1:9/"),
    Refusal(variables: ["GITHUB_API_URL": "http://example.com"], reason: "would get the token in clear text"),
    Refusal(variables: ["GITHUB_REPOSITORY": "some/other"], reason: "(404): Not Found"),
    Refusal(variables: ["GITHUB_REPOSITORY": ""], reason: "Let GITHUB_REPOSITORY hold OWNER/NAME."),
    Refusal(
      variables: ["GITHUB_TOKEN": "", "PATH": "../only"],
      reason: "GITHUB_TOKEN is not set, and gh is not installed"
    ),
    Refusal(open: ["libprof/other"], reason: "1 request of libprof is open, and --max-open allows 1"),
    Refusal(
      open: ["libprof/a", "feature", "libprof/b"],
      options: ["--max-open", "2"],
      reason: "2 requests of libprof are open, and --max-open allows 2"
    ),
    Refusal(preparation: "git remote remove origin", reason: "has no remote to push to"),
    Refusal(
      options: ["--remote", "upstream"],
      reason: "has no remote upstream. Name one of these with --remote: origin."
    ),
    Refusal(preparation: "rm -rf ../remote.git", reason: "The remote origin cannot be reached"),
    Refusal(options: ["--target", "release"], reason: "has no branch release to merge into"),
    Refusal(options: ["--branch", "main"], reason: "main is the branch to merge into"),
    Refusal(options: ["--branch", "a..b"], reason: "a..b is no name that git takes"),
    Refusal(
      preparation: "git commit -q --allow-empty -m Mine",
      reason: "The commit that is checked out is not in origin/main"
    ),
    Refusal(preparation: "echo '# more' >> app.py", reason: "app.py has changes that are not committed"),
  ]) func `refuses before anything is run`(_ refusal: Refusal) throws {
    let project = try Self.project(refusal.open.enumerated().map { RequestProject.request($0 + 1, from: $1) })
    try project.run("mkdir ../only && ln -s \(try project.found("git")) ../only/git")
    try project.run(refusal.preparation)
    let variables = try project.variables().merging(refusal.variables) { $1 }
    let result = try Self.fix(project, refusal.options, variables: variables)
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.errorText.contains(refusal.reason), "\(result.errorText)")
    #expect(!result.errorText.contains("to change"))
    #expect(project.changes().isEmpty)
  }

  @Test(arguments: [
    ("Reviewed-by: Somebody", "has a commit that libprof did not make (“Earlier work”)"),
    ("Libprof-Program: other.handler", "has the patch for another program (other.handler)"),
  ]) func `leaves branches alone that are not its own`(trailer: String, reason: String) throws {
    let project = try Self.project([RequestProject.request(1, from: "libprof/cold-start")])
    try project.pushEarlier(trailer: trailer)
    let tip = try project.remoteTip()
    let result = try Self.fix(project)
    #expect(result.status == 2)
    #expect(result.errorText.contains(reason), "\(result.errorText)")
    #expect(try project.remoteTip() == tip)
  }

  @Test func `counts neither requests of forks nor its own`() throws {
    let requests = [
      RequestProject.request(1, from: "libprof/cold-start", owner: "fork"),
      RequestProject.request(2, from: "libprof/cold-start"),
    ]
    let project = try Self.project(requests, app: RequestProject.lean)
    let result = try Self.fix(project)
    #expect(result.status == 0, "\(result.errorText)")
    #expect(result.errorText.contains("Closed request #2"))
    #expect(try project.requests().map { $0["state"] as? String } == ["open", "closed"])
  }

  @Test func `asks gh where there is no token`() throws {
    let project = try Self.project()
    let python = Interpreters.newest?.path ?? "python3"
    try project.run(
      "printf '#!/bin/sh\\nexec \(python) \(RequestProject.script("gh-stand-in.py")) \"$@\"\\n' > ../bin/gh && chmod +x ../bin/gh"
    )
    var variables = try project.variables(token: "")
    variables["GITHUB_API_URL"] = ""
    variables["LIBPROF_TEST_SERVICE"] = project.tool.scratch.file("service").path
    let result = try Self.fix(project, variables: variables)
    #expect(result.status == 0, "\(result.errorText)")
    #expect(result.outputText == "https://github.com/some/api/pull/1\n")
    #expect(try project.requests().count == 1)
    let calls = String(decoding: try project.tool.scratch.read("service/gh"), as: UTF8.self)
    #expect(calls.contains(#"["api", "--include", "--method", "POST", "repos/some/api/pulls", "#), "\(calls)")
    // The text goes over the standard input.
    #expect(!calls.contains("Import slow") && calls.contains(#""--input", "-"]"#))
  }

  @Test func `refuses options that contradict it or need it`() throws {
    let project = try RequestProject()
    func message(_ words: String...) throws -> String {
      try project.tool.shell("'\(Tool.path)' fix \(words.joined(separator: " ")) --handler app.handler --event ok.json")
        .errorText
    }
    #expect(try message("--max-open", "2").contains("add --pull-request"))
    #expect(try message("--pull-request", "--max-open", "0").contains("at least 1"))
    #expect(
      try message("--pull-request", "--output", "../patches").contains("--pull-request takes the place of --output")
    )
    #expect(
      try message("--pull-request", "--commit", "--dry-run").contains("--commit and --format-patch that of --dry-run")
    )
    #expect(try message("--pull-request", "--scope", "all").contains("Packages are in no commit"))
    #expect(try message("--pull-request").contains("is not known as GitHub or GitLab. Say which it is with --service."))
  }
}
