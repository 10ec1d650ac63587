internal import Foundation
public import Reporting

extension GitRepository {
  /// What differs from the commit that the checked out one has in common with another.
  ///
  /// - Parameters:
  ///   - revision: what the change is to be merged into: a branch, a tag, a commit.
  ///   - includesUncommitted: whether the files count as they are in the working tree, new ones too, or as they were committed.
  ///   - isWanted: whether a file matters, by its path from the repository's folder on.
  /// - Returns: what it touches.
  /// - Throws: `PublishingError`.
  public func change(
    since revision: String,
    includingUncommitted includesUncommitted: Bool,
    where isWanted: (String) -> Bool
  ) throws(PublishingError) -> ReviewedChange {
    let target = try commit(named: revision)
    guard let base = try? git(["merge-base", target, head]).trimmedLine, !base.isEmpty else {
      throw .nothingInCommon(revision: revision)
    }
    let ends = includesUncommitted ? [base] : [base, head]
    let entries = try changedFiles(between: ends).filter { isWanted($0.path) }
    var files = entries.isEmpty ? [] : try reviewedFiles(entries, between: ends)
    if includesUncommitted {
      for path in try git(["ls-files", "--others", "--exclude-standard", "-z"]).split(separator: "\0").map(String.init)
      where isWanted(path) {
        let contents = (try? Data(contentsOf: URL(filePath: "\(root)/\(path)"))) ?? Data()
        let ends = contents.count { $0 == UInt8(ascii: "\n") }
        let isEnded = contents.isEmpty || contents.last == UInt8(ascii: "\n")
        files.append(ReviewedFile(added: path, lineCount: ends + (isEnded ? 0 : 1)))
      }
    }
    return ReviewedChange(base: base, target: target, head: head, files: files)
  }

  /// Looks whether files are as they were committed.
  ///
  /// - Throws: `PublishingError.uncommittedReview` for the first that is not.
  public func checkCommitted(_ isWanted: (String) -> Bool) throws(PublishingError) {
    if let changed = try changedFiles(between: [head]).first(where: { isWanted($0.path) || isWanted($0.oldPath) }) {
      throw .uncommittedReview(file: changed.path)
    }
  }

  private struct Entry {
    let path: String, oldPath: String
  }

  /// What is the same whatever git is configured to show.
  private static let plain = [
    "--no-color", "--no-ext-diff", "--no-relative", "--find-renames", "--ignore-submodules=all",
  ]

  /// The files that differ and are still there; submodules and links are none.
  private func changedFiles(between ends: [String]) throws(PublishingError) -> [Entry] {
    let raw = try git(["diff", "--raw", "-z"] + Self.plain + ends + ["--"])
    var fields = raw.split(separator: "\0").map(String.init)[...]
    var entries: [Entry] = []
    while let head = fields.popFirst(), let first = fields.popFirst() {
      // `:OLDMODE NEWMODE OLDHASH NEWHASH STATUS`; a rename has two paths.
      let words = head.split(separator: " ")
      guard words.count == 5, let status = words[4].first else { break }
      let second = status == "R" || status == "C" ? fields.popFirst() : nil
      if words[1].hasPrefix("100") { entries.append(Entry(path: second ?? first, oldPath: first)) }
    }
    return entries
  }

  /// The lines of some files that differ, with as many around them as services show.
  private func reviewedFiles(_ entries: [Entry], between ends: [String]) throws(PublishingError) -> [ReviewedFile] {
    let paths = entries.flatMap { $0.path == $0.oldPath ? [$0.path] : [$0.oldPath, $0.path] }
    let literal = ["GIT_LITERAL_PATHSPECS": "1"]
    let form = ["--unified=3", "--inter-hunk-context=0", "--no-textconv", "--src-prefix=a/", "--dst-prefix=b/"]
    let diff = try git(
      ["diff", "--diff-algorithm=default", "--indent-heuristic"] + form + Self.plain + ends + ["--"] + paths,
      variables: literal
    )
    let shown = ReviewedDiffReader.files(in: diff)
    let known = Set(shown.map(\.path))
    return try shown
      + entries.filter { !known.contains($0.path) }.map { entry throws(PublishingError) in
        // Renamed and no more, or of a kind of which git shows no lines.
        let counts = try git(
          ["diff", "--numstat", "-z"] + Self.plain + ends + ["--"] + Set([entry.oldPath, entry.path]).sorted(),
          variables: literal
        )
        return ReviewedFile(path: entry.path, oldPath: entry.oldPath, hunks: [], isOpaque: counts.hasPrefix("-\t-\t"))
      }
  }
}
