internal import Foundation

/// What came back from a push.
struct PushReport: Sendable {
  /// What the remote wrote for whoever pushes, line by line.
  let remarks: [String]
  /// What git says of each branch that was not taken, as `[rejected] (stale info)`.
  private let refusals: [String]
  private let reason: String

  /// Reads what `git push --porcelain` has written to its standard output and its standard error.
  init(_ output: String, _ error: String) {
    remarks = Self.lines(of: error).filter { $0.hasPrefix("remote:") }.map(Self.withoutOrigin)
    // `!<TAB>from:to<TAB>[rejected] (stale info)`
    refusals = output.split(separator: "\n").filter { $0.hasPrefix("!") }.compactMap {
      $0.split(separator: "\t").last.map(String.init)
    }
    reason = Self.reason(error)
  }

  /// Why a push that failed did.
  func error(from remote: String, about branch: String) -> RemoteError {
    if reason.contains("does not support push options") { return .noPushOptions(remote: remote) }
    guard !refusals.isEmpty else { return .unreachable(remote: remote, reason: reason) }
    if refusals.contains(where: { $0.contains("(stale info)") }) { return .changed(remote: remote, branch: branch) }
    return .rejected(
      remote: remote,
      branch: branch,
      reason: (refusals + [reason]).filter { !$0.isEmpty }.joined(separator: ": ")
    )
  }

  /// The address of a request that the remote tells of, if it does.
  var address: String? {
    remarks.lazy.flatMap { $0.split(separator: " ") }.map(String.init).first {
      $0.contains("://") && $0.contains("/merge_requests/") && !$0.contains("/merge_requests/new")
    }
  }

  /// What git wrote to its standard error, on one line, and without user names and passwords in addresses.
  static func reason(_ error: String) -> String {
    let told = lines(of: error).filter { !$0.hasPrefix("error: failed to push some refs") }.map(withoutOrigin)
    return told.filter { !$0.isEmpty }.suffix(mostLines).joined(separator: "; ").replacing(
      /:\/\/[^\/\s@]*@/,
      with: "://"
    )
  }

  private static func lines(of text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }

  private static func withoutOrigin(_ line: String) -> String {
    line.hasPrefix("remote:") ? line.dropFirst(7).trimmingCharacters(in: .whitespaces) : line
  }

  private static let mostLines = 6
}
