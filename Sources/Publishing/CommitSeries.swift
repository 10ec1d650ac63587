public import Advice
internal import Foundation
public import ImportGraph
public import Reporting
internal import Rewriting

/// A proven patch as commits on top of the one that is checked out, made without touching anybody's files or index.
public struct CommitSeries: Sendable {
  /// The last commit.
  public private(set) var tip: String
  /// The subjects of the commits, the first one first.
  public let subjects: [String]
  private let repository: GitRepository

  /// Makes the commits; no branch leads to them yet.
  ///
  /// Author, committer and signing are those of git's configuration.
  /// - Parameters:
  ///   - description: what is to be told of the patch, with the commits that it is to be divided into.
  ///   - graph: what it was planned from.
  ///   - form: in which form imports wait.
  ///   - repository: where.
  /// - Throws: `PublishingError`.
  public init(
    _ description: ChangeDescription,
    from graph: ImportGraph,
    form: ImportForm,
    in repository: GitRepository
  ) throws(PublishingError) {
    guard try repository.git(["rev-parse", "HEAD"]).trimmedLine == repository.head else {
      throw .movedMeanwhile(folder: repository.root)
    }
    let index = NSTemporaryDirectory() + "libprof-index-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: index) }
    let variables = ["GIT_INDEX_FILE": index]
    _ = try repository.git(["read-tree", repository.head], variables: variables)
    let signs = (try? repository.git(["config", "--type=bool", "commit.gpgsign"]).trimmedLine) == "true"
    var parent = repository.head
    var subjects: [String] = []
    var done: [PlannedChange] = []
    var waiting: ChangeStep?
    for (number, step) in description.steps.enumerated() {
      let next = waiting?.joined(with: step) ?? step
      // What cannot be written without a later step goes along with that one.
      guard let patch = try? Patch(done + next.changes, in: graph, form: form) else {
        if number == description.steps.count - 1 {
          throw .git(command: "commit", output: "the changes cannot be written together")
        }
        waiting = next
        continue
      }
      let touched = Set(next.changes.map(\.statement.file))
      for file in patch.files where touched.contains(file.path) { try Self.stage(file, in: repository, variables) }
      let tree = try repository.git(["write-tree"], variables: variables).trimmedLine
      let message = CommitMessage(next, description).text
      let command = ["commit-tree"] + (signs ? ["-S"] : []) + ["-p", parent, "-F", "-", tree]
      parent = try repository.git(command, input: Array(message.utf8)).trimmedLine
      subjects.append(message.prefix { $0 != "\n" }.description)
      done += next.changes
      waiting = nil
    }
    tip = parent
    self.subjects = subjects
    self.repository = repository
  }

  private static func stage(
    _ file: Patch.File,
    in repository: GitRepository,
    _ variables: [String: String]
  ) throws(PublishingError) {
    let (mode, path) = try repository.entry(of: file.path)
    // As `git add` would: with the line ends and filters that the repository asks for.
    let blob = try repository.git(["hash-object", "-w", "--stdin", "--path", path], input: file.after).trimmedLine
    _ = try repository.git(["update-index", "--cacheinfo", "\(mode),\(blob),\(path)"], variables: variables)
  }

  /// Takes commits of an earlier run in place of the own ones if they hold the same.
  ///
  /// - Parameter earlier: the last commits of such runs; of several that hold the same the first one is taken.
  /// - Throws: `PublishingError`.
  public mutating func reuse(_ earlier: [String]) throws(PublishingError) {
    for commit in earlier where try isSame(commit) {
      tip = commit
      return
    }
  }

  /// Lets a branch lead to the commits.
  ///
  /// - Parameter name: a branch that `GitRepository.checkBranch` has passed.
  /// - Returns: whether anything is new.
  /// - Throws: `PublishingError`.
  public func move(branch name: String) throws(PublishingError) -> Bool {
    let old = repository.tip(of: name)
    if old == tip { return false }
    try repository.checkBranch(name)
    let none = String(repeating: "0", count: repository.head.count)
    _ = try repository.git(["update-ref", "-m", "libprof fix", "refs/heads/\(name)", tip, old ?? none])
    return true
  }

  /// Whether another commit has the same contents and begins at the same one.
  private func isSame(_ other: String) throws(PublishingError) -> Bool {
    func tree(_ commit: String) throws(PublishingError) -> String {
      try repository.git(["rev-parse", "\(commit)^{tree}"]).trimmedLine
    }
    // Of two that gain about the same now the one comes first and now the other.
    func subjects(_ commit: String) throws(PublishingError) -> [String] {
      try repository.commits(in: "\(repository.head)..\(commit)").map(\.subject).sorted()
    }
    guard try repository.contains(repository.head, in: other), try tree(other) == tree(tip) else { return false }
    return try subjects(other) == subjects(tip)
  }

  /// Writes the commits as files that `git am` takes; those of an earlier run are removed.
  ///
  /// - Parameter folder: where to; made if it is not there.
  /// - Returns: the names of the files.
  /// - Throws: `PublishingError`.
  public func write(to folder: String) throws(PublishingError) -> [String] {
    let path = URL(filePath: folder).path
    for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] where name.hasSuffix(".patch") {
      let old = "\(path)/\(name)"
      let text = (try? String(contentsOfFile: old, encoding: .utf8)) ?? ""
      if text.hasPrefix("From "), text.contains("\n\(CommitMessage.trailer): ") {
        try? FileManager.default.removeItem(atPath: old)
      }
    }
    let written = try repository.git([
      "format-patch", "--output-directory", path, "--no-signature", "\(repository.head)..\(tip)",
    ])
    return written.split(separator: "\n").map { URL(filePath: String($0)).lastPathComponent }
  }
}
