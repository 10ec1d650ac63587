internal import Foundation
internal import Launching

/// A remote of a repository, as it was when it was asked: its address, the branch to merge into, and libprof's own branches.
struct GitRemote: Sendable {
  /// What all branches are called that libprof names by itself.
  static let prefix = "libprof/"

  /// What the repository calls it.
  let name: String
  let address: RemoteAddress
  /// The branch to merge into.
  let target: String
  /// The last commits of its branches, by their names; only of those that were asked for.
  let tips: [String: String]
  private let repository: GitRepository

  /// Asks the remote, and fetches what it has of two branches if it is not here; no reference of the repository changes.
  ///
  /// - Parameters:
  ///   - name: what the repository calls it.
  ///   - target: the branch to merge into; nil for the remote's main branch.
  ///   - branch: the branch for the patch.
  ///   - repository: the repository.
  /// - Throws: `PublishingError`.
  init(_ name: String, target: String?, branch: String, in repository: GitRepository) throws(PublishingError) {
    let known = try repository.git(["remote"]).split(separator: "\n").map(String.init)
    guard known.contains(name) else { throw .remote(.unknown(remote: name, known: known)) }
    let addresses = try repository.git(["remote", "get-url", "--push", name]).split(separator: "\n")
    self.name = name
    self.repository = repository
    address = RemoteAddress(addresses.first.map(String.init) ?? "")
    let listed = try Self.ask(
      ["ls-remote", "--symref", name, "HEAD", "refs/heads/\(branch)", "refs/heads/\(Self.prefix)*"]
        + (target.map { ["refs/heads/\($0)"] } ?? []),
      of: name,
      in: repository
    )
    let (tips, main) = Self.branches(in: listed)
    guard let wanted = target ?? main, tips[wanted] != nil else {
      throw .remote(.noTarget(remote: name, branch: target ?? main))
    }
    self.target = wanted
    self.tips = tips
    guard branch != wanted else { throw .remote(.sameBranch(branch: branch)) }
    let missing = [wanted, branch].filter { tips[$0].map { !repository.has($0) } ?? false }
    guard !missing.isEmpty else { return }
    _ = try Self.ask(
      ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance", "--no-recurse-submodules"]
        + ["--refmap=", name] + missing.map { "refs/heads/\($0)" },
      of: name,
      in: repository
    )
  }

  /// What `git ls-remote --symref` lists: the tips of branches by their names, and the main branch, where HEAD leads to.
  private static func branches(in listed: String) -> (tips: [String: String], main: String?) {
    let (symbolic, branch) = ("ref: refs/heads/", "refs/heads/")
    var tips: [String: String] = [:]
    var main: String?
    var head: String?
    for line in listed.split(separator: "\n") {
      let fields = line.split(separator: "\t").map(String.init)
      guard fields.count == 2 else { continue }
      if fields[1].hasPrefix(branch) {
        tips[String(fields[1].dropFirst(branch.count))] = fields[0]
      } else if fields[1] == "HEAD", fields[0].hasPrefix(symbolic) {
        main = String(fields[0].dropFirst(symbolic.count))
      } else if fields[1] == "HEAD" {
        head = fields[0]
      }
    }
    if let main { tips[main] = head }
    return (tips, main)
  }

  private static func ask(
    _ arguments: [String],
    of name: String,
    in repository: GitRepository
  ) throws(PublishingError) -> String {
    let outcome = try repository.exchange(arguments)
    guard outcome.isSuccess else {
      throw .remote(.unreachable(remote: name, reason: PushReport.reason(outcome.standardError.text)))
    }
    return outcome.standardOutput.text
  }

  /// Looks whether a request would carry libprof's commits alone.
  ///
  /// - Parameters:
  ///   - branch: the branch for the patch.
  ///   - program: the program that the patch is for.
  /// - Throws: `PublishingError` if the commit that is checked out is not in the branch to merge into, or the branch for the
  ///   patch is there and has commits of others, or for another program.
  func check(_ branch: String, for program: String) throws(PublishingError) {
    guard let main = tips[target] else { return }
    guard try repository.contains(repository.head, in: main) else {
      throw .remote(.unpublished(target: "\(name)/\(target)"))
    }
    guard let tip = tips[branch] else { return }
    let commits = try repository.commits(in: "\(main)..\(tip)")
    if let foreign = commits.first(where: { $0.program == nil }) {
      guard !repository.isShallow else { throw .remote(.shallow(branch: branch)) }
      throw .remote(.foreignCommits(remote: name, branch: branch, subject: foreign.subject))
    }
    if let other = commits.lazy.compactMap(\.program).first(where: { $0 != program }) {
      throw .remote(.otherProgram(remote: name, branch: branch, program: other))
    }
  }

  /// Lets a branch of the remote lead to a commit, unless it does not lead any more to where it did when the remote was asked.
  ///
  /// - Parameters:
  ///   - commit: the commit; nil to remove the branch.
  ///   - branch: the branch.
  ///   - options: what the remote is told beside it.
  ///   - isRehearsal: whether it is only looked whether the remote would let us.
  /// - Returns: what the remote said.
  /// - Throws: `PublishingError` if it refuses.
  @discardableResult
  func push(
    _ commit: String?,
    to branch: String,
    options: [String] = [],
    isRehearsal: Bool = false
  ) throws(PublishingError) -> PushReport {
    // A rehearsal is none for the user's hooks.
    let kind = ["push", "--porcelain"] + (isRehearsal ? ["--dry-run", "--no-verify"] : [])
    let outcome = try repository.exchange(
      kind + options.flatMap { ["--push-option", $0] }
        + [
          "--force-with-lease=refs/heads/\(branch):\(tips[branch] ?? "")", name, "\(commit ?? ""):refs/heads/\(branch)",
        ]
    )
    let report = PushReport(outcome.standardOutput.text, outcome.standardError.text)
    guard outcome.isSuccess else { throw .remote(report.error(from: name, about: branch)) }
    return report
  }
}

extension GitRepository {
  /// Whether a commit is here.
  fileprivate func has(_ commit: String) -> Bool { (try? git(["cat-file", "-e", "\(commit)^{commit}"])) != nil }

  /// Whether the history ends before its beginning.
  fileprivate var isShallow: Bool {
    (try? git(["rev-parse", "--is-shallow-repository"]).trimmedLine) == "true"
  }

  /// Whether a commit is another one or one of those before it.
  func contains(_ commit: String, in other: String) throws(PublishingError) -> Bool {
    // The number of commits that the other one lacks.
    try git(["rev-list", "--count", "--max-count=1", "\(other)..\(commit)"]).trimmedLine == "0"
  }
}
