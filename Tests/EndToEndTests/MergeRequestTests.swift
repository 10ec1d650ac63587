import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: Tool.isPossible, "\(Tool.reason)"), .serialized) struct `libprof fix --pull-request for GitLab` {
  /// A project whose remote writes down what a push tells it, and answers as GitLab does.
  private static func project(app: String = RequestProject.app, answer: String) throws -> RequestProject {
    let project = try RequestProject(app: app)
    try project.run(
      """
      git -C ../remote.git config receive.advertisePushOptions true
      cat > ../remote.git/hooks/post-receive <<'END'
      #!/bin/sh
      i=0
      while [ "$i" -lt "${GIT_PUSH_OPTION_COUNT:-0}" ]; do
        eval "printf '%s\\n' \\"\\$GIT_PUSH_OPTION_$i\\"" >> ../service/options
        i=$((i + 1))
      done
      cat >> ../service/pushes
      printf '\(answer)'
      END
      chmod +x ../remote.git/hooks/post-receive
      """
    )
    return project
  }

  private static func fix(_ project: RequestProject) throws -> Command.Result {
    try project.tool.fix("--pull-request", "--service", "gitlab")
  }

  private static func options(_ project: RequestProject) throws -> [String] {
    String(decoding: try project.tool.scratch.read("service/options"), as: UTF8.self).split(separator: "\n").map(
      String.init
    )
  }

  @Test func `tells the push what to open, and pushes nothing while it is the same`() throws {
    let answer = "View merge request for libprof/cold-start:\\n  https://gitlab.com/some/api/-/merge_requests/3\\n"
    let project = try Self.project(answer: answer)
    let first = try Self.fix(project)
    #expect(first.status == 0, "\(first.errorText)")
    #expect(first.outputText == "https://gitlab.com/some/api/-/merge_requests/3\n")
    #expect(first.errorText.contains("Pushed 2 commits to libprof/cold-start of origin, and opened a request"))
    let options = try Self.options(project)
    #expect(
      options.dropLast() == [
        "merge_request.create", "merge_request.target=main", "merge_request.remove_source_branch",
        "merge_request.title=Import slow and heavy only where they are needed",
      ]
    )
    let description = try #require(options.last)
    #expect(description.hasPrefix("merge_request.description=`app.handler` loads libraries"))
    #expect(description.contains("\\n| `app.py:2` | `slow` | defer | "))
    let second = try Self.fix(project)
    #expect(
      second.errorText.contains("The request from libprof/cold-start says the same already"),
      "\(second.errorText)"
    )
    #expect(try Self.options(project).count == options.count)
  }

  @Test func `says so when the branch is taken and the request is not opened`() throws {
    let project = try Self.project(
      answer: "WARNINGS:\\nError encountered with push options merge_request.create: Target branch does not exist\\n"
    )
    let result = try Self.fix(project)
    #expect(result.status == 2)
    #expect(
      result.errorText.contains("libprof/cold-start is pushed, but has no request yet: Error encountered"),
      "\(result.errorText)"
    )
  }

  @Test func `closes it by removing its branch`() throws {
    let project = try Self.project(app: RequestProject.lean, answer: "")
    try project.pushEarlier()
    let result = try Self.fix(project)
    #expect(result.status == 0, "\(result.errorText)")
    #expect(result.errorText.contains("Closed the request from libprof/cold-start, since nothing is proven any more"))
    #expect(try project.remoteTip() == nil)
  }

  @Test func `takes branches for open requests`() throws {
    let project = try Self.project(answer: "")
    try project.pushEarlier("libprof/other")
    let result = try Self.fix(project)
    #expect(result.status == 2)
    #expect(result.errorText.contains("1 request of libprof is open, and --max-open allows 1"), "\(result.errorText)")
  }

  @Test func `refuses a remote that takes no push options, before anything is run`() throws {
    let project = try RequestProject()
    let result = try Self.fix(project)
    #expect(result.status == 2)
    #expect(result.errorText.contains("The remote origin takes no push options"), "\(result.errorText)")
    #expect(!result.errorText.contains("to change"))
  }
}
