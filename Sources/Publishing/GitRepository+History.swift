public import Advice
internal import Foundation

/// What a repository knows of the past: read alone, neither files nor index of its user are touched.
extension GitRepository {
  /// A file that differs between a revision and the folder of its user.
  public struct ChangedFile: Sendable, Hashable {
    /// The path from the repository's top.
    public let path: String
    /// Whether the revision has it.
    public let isInRevision: Bool
  }

  /// The commit that a revision names.
  ///
  /// - Throws: `PublishingError.unknownRevision`.
  public func commit(named revision: String) throws(PublishingError) -> String {
    guard !revision.hasPrefix("-"), !revision.isEmpty,
      let commit = try? git(["rev-parse", "--verify", "--quiet", "\(revision)^{commit}"]).trimmedLine
    else { throw .unknownRevision(revision: revision) }
    return commit
  }

  /// The files below a folder that are others than in a commit; those that git does not follow count as unchanged.
  ///
  /// - Throws: `PublishingError.git`.
  public func changes(since commit: String, below folder: String) throws(PublishingError) -> [ChangedFile] {
    let listed = try git([
      "diff", "--name-status", "-z", "--no-renames", "--ignore-submodules=all", commit, "--", folder,
    ])
    let fields = listed.split(separator: "\0").map(String.init)
    return stride(from: 0, to: fields.count - 1, by: 2).map { index in
      ChangedFile(path: fields[index + 1], isInRevision: fields[index] != "A")
    }
  }

  /// Writes files as they are in a commit, with the line ends and filters that the repository asks for.
  ///
  /// - Parameters:
  ///   - paths: the files, from the repository's top.
  ///   - commit: the commit.
  ///   - folder: where to; they lie there as they do below the repository's top.
  /// - Throws: `PublishingError.git`.
  public func write(_ paths: [String], of commit: String, to folder: String) throws(PublishingError) {
    guard !paths.isEmpty else { return }
    let index = NSTemporaryDirectory() + "libprof-index-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: index) }
    let variables = ["GIT_INDEX_FILE": index]
    _ = try git(["read-tree", commit], variables: variables)
    _ = try git(
      ["checkout-index", "--force", "-z", "--stdin", "--prefix=\(folder)/"],
      input: Array(paths.map { $0 + "\0" }.joined().utf8),
      variables: variables
    )
  }

  /// The commit that some lines of a file come from, the newest of them.
  ///
  /// - Parameters:
  ///   - lines: the lines, counted from 1.
  ///   - file: the absolute path.
  /// - Returns: the commit; nil where git does not tell.
  public func introduction(of lines: ClosedRange<Int>, in file: String) -> Introduction? {
    guard
      let told = try? git([
        "blame", "--line-porcelain", "-w", "-L", "\(lines.lowerBound),\(lines.upperBound)", "--", file,
      ])
    else { return nil }
    let entries = BlamedLine.all(in: told)
    if entries.contains(where: \.isUncommitted) {
      return Introduction(commit: nil, author: "", day: "", subject: "")
    }
    guard let newest = entries.max(by: { $0.time < $1.time }) else { return nil }
    return Introduction(
      commit: newest.commit,
      author: newest.author,
      day: newest.day,
      subject: newest.subject,
      isAtEndOfHistory: newest.isBoundary && isShallow
    )
  }

  private var isShallow: Bool {
    (try? git(["rev-parse", "--is-shallow-repository"]).trimmedLine) == "true"
  }
}

/// One line of a file with its commit, as `git blame --line-porcelain` tells it.
struct BlamedLine {
  private(set) var commit: String
  private(set) var author = "", subject = ""
  /// Seconds since 1970, and the author's distance from universal time.
  private(set) var time = 0.0, offset = 0.0
  private(set) var isBoundary = false

  /// A name of zeros stands for what is not committed.
  var isUncommitted: Bool { commit.allSatisfy { $0 == "0" } }

  /// The day of the author's calendar.
  var day: String { Date(timeIntervalSince1970: time + offset).formatted(.iso8601.year().month().day()) }

  static func all(in told: String) -> [BlamedLine] {
    var entries: [BlamedLine] = []
    var isInside = false
    for line in told.split(separator: "\n", omittingEmptySubsequences: false) {
      let (key, value) = parted(line)
      if !isInside {
        guard !key.isEmpty else { continue }
        entries.append(BlamedLine(commit: String(key)))
        isInside = true
      } else if line.hasPrefix("\t") {
        isInside = false
      } else {
        entries[entries.count - 1].take(key, value)
      }
    }
    return entries
  }

  private mutating func take(_ key: Substring, _ value: Substring) {
    switch key {
    case "author": author = String(value)
    case "author-time": time = Double(value) ?? 0
    case "author-tz": offset = Self.seconds(value)
    case "summary": subject = String(value)
    case "boundary": isBoundary = true
    default: break
    }
  }

  private static func parted(_ line: Substring) -> (key: Substring, value: Substring) {
    guard let blank = line.firstIndex(of: " ") else { return (line, "") }
    return (line[..<blank], line[line.index(after: blank)...])
  }

  /// Of `+0130`, an hour and a half.
  private static func seconds(_ zone: Substring) -> Double {
    guard let number = Int(zone) else { return 0 }
    return Double(number / 100 * 3600 + number % 100 * 60)
  }
}
