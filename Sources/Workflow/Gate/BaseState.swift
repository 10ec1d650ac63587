internal import Foundation
internal import Launching
internal import Publishing
internal import Verification

/// A program as it is and as it was at a revision: two copies made in the same way, so that only the program differs.
///
/// What git does not follow (generated files, models) is in both as it is now; nothing of the user's repository is touched.
struct BaseState {
  /// The program as it was (`before`), and as it is (`after`).
  let copies: ShadowPair

  /// Makes the copies.
  ///
  /// - Parameters:
  ///   - commit: the commit to go back to.
  ///   - repository: the repository that holds it.
  ///   - root: the program's folder.
  ///   - scratch: where the copies go.
  /// - Throws: `GateError`.
  init(_ commit: String, of repository: GitRepository, root: String, scratch: String) throws(GateError) {
    let changes: [GitRepository.ChangedFile]
    do {
      changes = try repository.changes(since: commit, below: root)
      copies = try ShadowPair.make(of: root, replacing: [:], in: scratch)
    } catch let error as PublishingError {
      throw .publishing(error)
    } catch let error as VerificationError {
      throw .verification(error)
    } catch {
      throw .copy(file: root, reason: "\(error)")
    }
    let exported = "\(scratch)/base"
    defer { try? FileManager.default.removeItem(atPath: exported) }
    do {
      try repository.write(changes.filter(\.isInRevision).map(\.path), of: commit, to: exported)
    } catch {
      copies.remove()
      throw .publishing(error)
    }
    for change in changes {
      do {
        try Self.restore(change, from: exported, to: copies.before.root, below: repository.root, of: root)
      } catch {
        copies.remove()
        throw .copy(file: change.path, reason: SystemReason.of(error))
      }
    }
  }

  private static func restore(
    _ change: GitRepository.ChangedFile,
    from exported: String,
    to copy: String,
    below top: String,
    of root: String
  ) throws {
    let inside = "\(top)/\(change.path)"
    guard inside.hasPrefix(root + "/") else { return }
    let files = FileManager.default
    let place = copy + inside.dropFirst(root.count)
    if (try? files.attributesOfItem(atPath: place)) != nil { try files.removeItem(atPath: place) }
    guard change.isInRevision else { return }
    try files.createDirectory(
      atPath: URL(filePath: place).deletingLastPathComponent().path,
      withIntermediateDirectories: true
    )
    try files.moveItem(atPath: "\(exported)/\(change.path)", toPath: place)
  }
}
