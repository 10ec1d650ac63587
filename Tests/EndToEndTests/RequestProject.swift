import Foundation
import TestSupport

/// A project whose repository has a remote, and a service where requests to merge are made.
final class RequestProject {
  static let token = "s3cret-token"
  static let app = """
    import heavy
    import slow


    def handler(event, context):
        if event.get("report"):
            return report()
        return render() if event.get("page") else {"ok": True}


    def report():
        return {"n": heavy.work()}


    def render():
        return {"n": slow.work()}

    """
  /// What is left when nothing can be deferred any more.
  static let lean = "def handler(event, context):\n    return {\"ok\": True}\n"

  let tool: Tool
  private var service: Process?

  /// Makes a clone with nothing left to commit or to push.
  init(app: String = app, _ files: [String: String] = [:]) throws {
    let own = [
      "app.py": app, "slow.py": "import time\ntime.sleep(0.5)\ndef work(): return 2\n", ".gitignore": "__pycache__/\n",
    ]
    tool = try Tool(own.merging(files) { $1 })
    try run(
      """
      git init -q -b main . && git config user.name Someone && git config user.email someone@example.com \
      && git add -A && git commit -q -m Base && git init -q --bare -b main ../remote.git \
      && git remote add origin ../remote.git && git push -q origin main && mkdir ../service ../bin
      """
    )
    // What is handed to curl as an argument can be read by everybody on the machine.
    try tool.scratch.write(
      "#!/bin/sh\necho \"$@\" >> ../service/curl\nexec \(try found("curl")) \"$@\"\n",
      to: "bin/curl"
    )
    try run("chmod +x ../bin/curl")
  }

  // Tests run in threads that let no other signal through, and what they start inherits that.
  deinit { if let service { kill(service.processIdentifier, SIGKILL) } }

  /// Runs a line of shell in the project.
  @discardableResult
  func run(_ line: String) throws -> String {
    let result = try tool.shell(line)
    guard result.succeeded else { throw Failure(description: "\(line): \(result.errorText)") }
    return result.outputText
  }

  struct Failure: Error, CustomStringConvertible { let description: String }

  /// The path of a program.
  func found(_ program: String) throws -> String {
    try run("command -v \(program)").trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Starts the service, perhaps with requests that are open already.
  func startService(_ requests: [[String: Any]] = []) throws {
    try tool.scratch.write([UInt8](try JSONSerialization.data(withJSONObject: requests)), to: "service/pulls.json")
    let process = Process()
    process.executableURL = URL(filePath: Interpreters.newest?.path ?? "/usr/bin/python3")
    process.arguments = [Self.script("pull-service.py"), tool.scratch.file("service").path]
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    try process.run()
    service = process
    for _ in 0..<1_000 where (try? tool.scratch.read("service/address")) == nil { usleep(10_000) }
    guard (try? tool.scratch.read("service/address")) != nil else {
      throw Failure(description: "the service is silent")
    }
  }

  static func script(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Services/\(name)").path
  }

  /// An open request as the service lists it.
  static func request(_ number: Int, from head: String, owner: String = "some") -> [String: Any] {
    [
      "number": number, "state": "open", "title": "Title", "body": "Text", "comments": [String](),
      "html_url": "https://github.com/some/api/pull/\(number)", "base": ["ref": "main"],
      "head": ["ref": head, "label": "\(owner):\(head)", "repo": ["full_name": "\(owner)/api"]],
    ]
  }

  /// What a run at GitHub finds in its environment.
  func variables(token: String = token) throws -> [String: String] {
    let path = "\(tool.scratch.file("bin").path):\(ProcessInfo.processInfo.environment["PATH"] ?? "")"
    let address = (try? tool.scratch.read("service/address")).map { String(decoding: $0, as: UTF8.self) }
    return [
      "GITHUB_TOKEN": token, "GITHUB_REPOSITORY": "some/api", "GITHUB_API_URL": address ?? "http://127.0.0.1:9",
      "PATH": path,
    ]
  }

  /// The service's requests as they are now.
  func requests() throws -> [[String: Any]] {
    let data = Data(try tool.scratch.read("service/pulls.json"))
    return try JSONSerialization.jsonObject(with: data) as? [[String: Any]] ?? []
  }

  /// Closes a request as somebody would by hand.
  func close(_ number: Int) throws {
    let address = try variables()["GITHUB_API_URL"] ?? ""
    try run(
      "curl -sf -X PATCH -H 'Authorization: Bearer \(Self.token)' -d '{\"state\": \"closed\"}' \(address)/repos/some/api/pulls/\(number)"
    )
  }

  /// The calls that changed something at the service, as `POST /repos/some/api/pulls`.
  func changes() -> [String] {
    let calls = (try? tool.scratch.read("service/calls")).map { String(decoding: $0, as: UTF8.self) } ?? ""
    return calls.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("GET ") }
  }

  /// The last commit of a branch of the remote; nil if it has no such branch.
  func remoteTip(_ branch: String = "libprof/cold-start") throws -> String? {
    try run("git ls-remote origin refs/heads/\(branch)").split(separator: "\t").first.map(String.init)
  }

  /// Pushes a branch as an earlier run would have made it.
  func pushEarlier(_ branch: String = "libprof/cold-start", trailer: String = "Libprof-Program: app.handler") throws {
    try run(
      """
      git checkout -q -b earlier && git commit -q --allow-empty -m 'Earlier work' -m '\(trailer)' \
      && git push -q origin earlier:\(branch) && git checkout -q main && git branch -q -D earlier
      """
    )
  }

  /// Commits the files as they are to the main branch, here and at the remote.
  func commit() throws { try run("git add -A && git commit -q -m More && git push -q origin main") }
}
