internal import Foundation
internal import Launching
internal import Reporting

/// The git repository around a folder, as far as commits are made in it: neither the files nor the index of its user are touched.
public struct GitRepository: Sendable {
  /// Its top folder, without links on the way.
  public let root: String
  /// The commit that is checked out.
  public let head: String

  /// Finds the repository.
  ///
  /// - Parameter folder: a folder in it.
  /// - Throws: `PublishingError.noRepository`.
  public init(around folder: String) throws(PublishingError) {
    func ask(_ arguments: String...) throws(PublishingError) -> String {
      do {
        return try Self.run(arguments, in: folder).trimmedLine
      } catch .git(_, let output) {
        throw .noRepository(folder: folder, reason: output)
      }
    }
    root = try ask("rev-parse", "--show-toplevel")
    head = try ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
  }

  /// Looks whether the files of a folder are those of the last commit; files that git does not follow do not matter.
  ///
  /// - Throws: `PublishingError.uncommitted` for the first that is not.
  public func checkClean(below folder: String) throws(PublishingError) {
    let changed = try git(
      ["diff", "--name-only", "-z", "--ignore-submodules=none", "HEAD", "--", folder]
    )
    if let file = changed.split(separator: "\0").first { throw .uncommitted(file: String(file)) }
  }

  /// Looks whether a branch can be made or replaced, before time is spent on a proof.
  ///
  /// - Throws: `PublishingError` for a name that is none, for the branch that is checked out, and for one with commits of others.
  public func checkBranch(_ name: String) throws(PublishingError) {
    try checkName(name)
    for line in try git(["worktree", "list", "--porcelain"]).split(separator: "\n")
    where line == "branch refs/heads/\(name)" {
      throw .checkedOut(branch: name)
    }
    guard let tip = tip(of: name) else { return }
    let base = try git(["merge-base", head, tip]).trimmedLine
    if let foreign = try commits(in: "\(base)..\(tip)").first(where: { $0.program == nil }) {
      throw .foreignCommits(branch: name, subject: foreign.subject)
    }
  }

  /// The commits of a range, the last one first; those that libprof made name the program that they are for.
  func commits(in range: String) throws(PublishingError) -> [(subject: String, program: String?)] {
    let format = "--format=%s%x00%(trailers:key=\(CommitMessage.trailer),valueonly)%x01"
    return try git(["log", format, range]).split(separator: "\u{1}").compactMap { commit in
      let fields = commit.split(separator: "\0", omittingEmptySubsequences: false)
      guard fields.count == 2 else { return nil }
      let program = fields[1].trimmingCharacters(in: .whitespacesAndNewlines)
      return (fields[0].trimmingCharacters(in: .newlines), program.isEmpty ? nil : program)
    }
  }

  /// Looks whether git takes a name for a branch.
  ///
  /// - Throws: `PublishingError.unusableName`.
  func checkName(_ name: String) throws(PublishingError) {
    guard (try? git(["check-ref-format", "--branch", name])) != nil, !name.hasPrefix("-") else {
      throw .unusableName(branch: name)
    }
  }

  /// The last commit of a branch; nil if there is no such branch.
  public func tip(of branch: String) -> String? {
    try? git(["rev-parse", "--verify", "--quiet", "refs/heads/\(branch)^{commit}"]).trimmedLine
  }

  /// What git knows of a file: its mode, and its path from the repository's top.
  func entry(of file: String) throws(PublishingError) -> (mode: String, path: String) {
    let real = URL(filePath: file).resolvingSymlinksInPath().path
    let top = URL(filePath: root).resolvingSymlinksInPath().path
    guard real.hasPrefix(top + "/") else { throw .untracked(file: file) }
    let path = String(real.dropFirst(top.count + 1))
    let listed = try git(["ls-files", "--stage", "-z", "--", ":(literal)\(path)"])
    guard let mode = listed.split(separator: " ").first, mode.hasPrefix("100") else { throw .untracked(file: path) }
    return (String(mode), path)
  }

  /// Runs a command of git in the repository's top folder.
  ///
  /// - Parameters:
  ///   - arguments: what follows `git`.
  ///   - input: what it reads.
  ///   - variables: what its environment has beside this process's.
  /// - Returns: what it wrote to its standard output.
  /// - Throws: `PublishingError.git` if it failed.
  func git(
    _ arguments: [String],
    input: [UInt8]? = nil,
    variables: [String: String] = [:]
  ) throws(PublishingError) -> String {
    try Self.run(arguments, in: root, input: input, variables: variables)
  }

  private static func run(
    _ arguments: [String],
    in folder: String,
    input: [UInt8]? = nil,
    variables: [String: String] = [:]
  ) throws(PublishingError) -> String {
    let outcome = try start(arguments, in: folder, input: input, variables: variables)
    guard outcome.isSuccess else {
      let said = outcome.standardError.text.trimmingCharacters(in: .whitespacesAndNewlines)
      throw .git(command: arguments[0], output: said.isEmpty ? "\(outcome.termination)" : said)
    }
    return outcome.standardOutput.text
  }

  /// Runs a command of git that talks with a remote repository.
  ///
  /// - Parameter arguments: what follows `git`.
  /// - Returns: how it ended and what it wrote.
  /// - Throws: `PublishingError.git` if git cannot be started.
  func exchange(_ arguments: [String]) throws(PublishingError) -> Outcome {
    // What keeps credentials or connections for later commands is the user's, and goes on.
    try Self.start(arguments, in: root, by: ColdStart(endsSurvivors: false))
  }

  private static func start(
    _ arguments: [String],
    in folder: String,
    input: [UInt8]? = nil,
    variables: [String: String] = [:],
    by coldStart: ColdStart = ColdStart()
  ) throws(PublishingError) -> Outcome {
    // Nothing may stop and ask, and messages are read.
    let own = ["GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"]
    let program = Program(
      executable: "git",
      arguments: arguments,
      environment: Environment.inherited.merging(own) { $1 }.merging(variables) { $1 },
      workingDirectory: folder,
      standardInput: input.map { .bytes($0) } ?? .nothing
    )
    do {
      return try coldStart.run(program)
    } catch {
      throw .git(command: arguments[0], output: "\(error)")
    }
  }
}

extension String {
  /// Without the line end that a command leaves behind its answer.
  var trimmedLine: String { trimmingCharacters(in: .newlines) }
}
