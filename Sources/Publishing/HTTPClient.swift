internal import Foundation
internal import Launching

/// Sends requests with `curl`, which brings TLS, proxies and certificates as the machine has them set up.
///
/// A token goes to it over its standard input, so that no argument list and no file ever holds it; the user's `.curlrc` is not read,
/// and no redirection is followed, which would hand the token on.
struct HTTPClient: HTTPTransport {
  /// How long an answer may take.
  var timeout: Duration = .seconds(60)

  /// Sends a request and waits for the answer; any status is an answer.
  ///
  /// - Parameter request: what is asked.
  /// - Returns: the answer.
  /// - Throws: `HTTPError` if there was none.
  func send(_ request: HTTPRequest) throws(HTTPError) -> HTTPResponse {
    let body = try request.body.map(Self.file)
    defer { if let body { try? FileManager.default.removeItem(atPath: body) } }
    let configuration = try Self.configuration(of: request, body: body, seconds: timeout.components.seconds)
    let program = Program(
      executable: "curl",
      // The first one alone keeps `.curlrc` out.
      arguments: ["--disable", "--config", "-"],
      environment: Environment.inherited.merging(["LC_ALL": "C"]) { $1 },
      standardInput: .bytes(Array(configuration.utf8))
    )
    let outcome: Outcome
    do {
      outcome = try ColdStart().run(program)
    } catch .executableNotFound {
      throw .noClient
    } catch {
      throw .failed(address: request.address, reason: "\(error)")
    }
    guard outcome.isSuccess else {
      let said = outcome.standardError.text.trimmingCharacters(in: .whitespacesAndNewlines)
      let reason = said.replacing(/^curl: \(\d+\)\s+/, with: "")
      throw .failed(address: request.address, reason: reason.isEmpty ? "curl: \(outcome.termination)" : reason)
    }
    guard let response = HTTPResponse(outcome.standardOutput.bytes) else {
      throw .failed(address: request.address, reason: "what came back is no HTTP answer")
    }
    return response
  }

  /// What curl reads: a line for each option.
  private static func configuration(
    of request: HTTPRequest,
    body: String?,
    seconds: Int64
  ) throws(HTTPError) -> String {
    var fields = request.fields
    if let token = request.token { fields.append((name: "Authorization", value: "Bearer \(token.text)")) }
    // Neither the wait for “100 Continue” nor the type that curl would claim.
    if body != nil { fields.append((name: "Expect", value: "")) }
    var options = [
      ("url", request.address), ("request", request.method), ("proto", "=http,https"),
      ("connect-timeout", "20"), ("max-time", "\(seconds)"), ("user-agent", "libprof"),
    ]
    for field in fields {
      // A line end would begin another field.
      guard !(field.name + field.value).unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
        throw .unusableField(name: field.name)
      }
      options.append(("header", "\(field.name): \(field.value)"))
    }
    // In a file, since a line of the configuration must not be longer than 100 kB.
    if let body { options.append(("data-binary", "@\(body)")) }
    let switches = ["silent", "show-error", "include", "suppress-connect-headers", "globoff"]
    return switches.map { $0 + "\n" }.joined() + options.map { "\($0.0) = \(quoted($0.1))\n" }.joined()
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  private static func file(holding body: [UInt8]) throws(HTTPError) -> String {
    let path = NSTemporaryDirectory() + "libprof-body-\(UUID().uuidString)"
    let isWritten = FileManager.default.createFile(
      atPath: path,
      contents: Data(body),
      attributes: [.posixPermissions: 0o600]
    )
    guard isWritten else { throw .noSpace(file: path) }
    return path
  }
}
