import Foundation
import TestSupport
import Testing

/// A stand-in for the review APIs of GitHub and GitLab on this machine, which refuses what their documentation forbids.
final class ReviewService {
  static let token = "s3cret-token"
  /// Where its API begins.
  let address: String
  private let process = Process()
  private let state: ScratchDirectory

  /// One request that it got.
  struct Request: Decodable {
    let method, path, body: String
  }

  private static let script =
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Services/review-service.py").path
  private static let python = Interpreters.newest?.path ?? "python3"

  /// Starts it for a repository whose checked out commit is under review.
  init(for repository: URL, base: String) throws {
    state = try ScratchDirectory()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [Self.python, Self.script, "serve", repository.path, base, state.url.path]
    try process.run()
    let deadline = ContinuousClock.now + .seconds(30)
    while !FileManager.default.fileExists(atPath: state.file("address").path) {
      try #require(ContinuousClock.now < deadline && process.isRunning, "the stand-in does not start")
      Thread.sleep(forTimeInterval: 0.02)
    }
    address = String(decoding: try state.read("address"), as: UTF8.self)
  }

  deinit {
    // Threads of the tests start it with most signals blocked.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// What it was asked to store.
  func posts() throws -> [Request] {
    let file = state.file("requests.json")
    guard FileManager.default.fileExists(atPath: file.path) else { return [] }
    let requests = try JSONDecoder().decode([Request].self, from: Data(contentsOf: file))
    return requests.filter { $0.method == "POST" }
  }

  /// Lets it refuse whatever is said of a line from now on.
  func refuseLines(status: Int) throws { try state.write("\(status)", to: "refuse-lines") }

  /// What a pipeline of GitHub's would have in its environment.
  var github: [String: String] {
    [
      "GITHUB_API_URL": address, "GITHUB_TOKEN": Self.token, "GITHUB_REPOSITORY": "some/api",
      "GITHUB_REF": "refs/pull/7/merge", "GITHUB_ACTIONS": "false", "NO_PROXY": "127.0.0.1",
    ]
  }

  /// What a pipeline of GitLab's would have in its environment.
  var gitlab: [String: String] {
    [
      "CI_API_V4_URL": address, "GITLAB_TOKEN": Self.token, "CI_PROJECT_ID": "some/api", "CI_MERGE_REQUEST_IID": "7",
      "NO_PROXY": "127.0.0.1",
    ]
  }

  /// Applies all suggestions of a payload to the files of a repository, as one batch.
  static func apply(_ payload: [UInt8], in repository: URL) throws {
    let scratch = try ScratchDirectory()
    let file = try scratch.write(payload, to: "payload.json")
    let result = try Command.run([python, script, "apply", repository.path, file.path])
    try #require(result.succeeded, "\(result.errorText)")
  }
}
