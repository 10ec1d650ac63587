internal import Rewriting
internal import SourceText

/// Fixes as a patch for the folder of the repository.
enum ReviewPatch {
  /// The diff, as `git apply` takes it there; what does not belong to the repository is left out.
  static func diff(of fixes: [AtomicFix], in repository: Repository) -> [UInt8] {
    let files = Dictionary(grouping: fixes.flatMap(\.files).filter { $0.package == nil }, by: \.path)
    return files.sorted { $0.key < $1.key }.flatMap { _, versions -> [UInt8] in
      let before = versions[0].before
      // No two fixes make the same edit.
      let edits = Set(versions.flatMap(\.lineEdits))
      guard let after = try? applying(Array(edits), to: before) else { return [] }
      return UnifiedDiff(path: repository.path(versions[0].relativePath), before: before, after: after).bytes
    }
  }
}
