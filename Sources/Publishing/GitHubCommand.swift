internal import Foundation
internal import Launching

/// Sends requests to GitHub's API with its own command, `gh`, which knows who asks and where GitHub is.
struct GitHubCommand: HTTPTransport {
  /// Where the API begins in the addresses that it gets; the rest is what `gh` is told.
  let address: String
  /// GitHub's host; nil for github.com.
  let host: String?

  func send(_ request: HTTPRequest) throws(HTTPError) -> HTTPResponse {
    let place = request.address.hasPrefix(address + "/") ? request.address.dropFirst(address.count + 1) : "."
    var arguments = ["api", "--include", "--method", request.method, String(place)]
    if let host { arguments += ["--hostname", host] }
    for field in request.fields { arguments += ["--header", "\(field.name): \(field.value)"] }
    if request.body != nil { arguments += ["--input", "-"] }
    // Nothing may stop and ask, and the answer is read.
    let own = ["GH_PROMPT_DISABLED": "1", "GH_NO_UPDATE_NOTIFIER": "1", "NO_COLOR": "1"]
    let program = Program(
      executable: "gh",
      arguments: arguments,
      environment: Environment.inherited.merging(own) { $1 },
      standardInput: request.body.map { .bytes($0) } ?? .nothing
    )
    let outcome: Outcome
    do {
      outcome = try ColdStart(endsSurvivors: false).run(program)
    } catch {
      throw .failed(address: "gh", reason: "\(error)")
    }
    // It fails for statuses above 299, and shows such an answer like any other.
    guard let response = HTTPResponse(outcome.standardOutput.bytes) else {
      let said = outcome.standardError.text.split(whereSeparator: \.isNewline).joined(separator: " ")
      throw .failed(address: "gh", reason: said.isEmpty ? "\(outcome.termination)" : said)
    }
    return response
  }
}
