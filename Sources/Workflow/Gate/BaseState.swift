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
    do {
      // A folder may stand where a file was.
      for change in changes { try Self.remove(change, from: copies.before.root, below: repository.root, of: root) }
      for change in changes where change.isInRevision {
        try Self.restore(change, from: exported, to: copies.before.root, below: repository.root, of: root)
      }
    } catch {
      copies.remove()
      throw .copy(file: root, reason: SystemReason.of(error))
    }
  }

  private static func remove(
    _ change: GitRepository.ChangedFile,
    from copy: String,
    below top: String,
    of root: String
  ) throws {
    guard let place = place(of: change, in: copy, below: top, of: root),
      (try? FileManager.default.attributesOfItem(atPath: place)) != nil
    else { return }
    try FileManager.default.removeItem(atPath: place)
  }

  private static func restore(
    _ change: GitRepository.ChangedFile,
    from exported: String,
    to copy: String,
    below top: String,
    of root: String
  ) throws {
    guard let place = place(of: change, in: copy, below: top, of: root) else { return }
    let folder = URL(filePath: place).deletingLastPathComponent().path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try FileManager.default.moveItem(atPath: "\(exported)/\(change.path)", toPath: place)
  }

  /// Where a file of the repository lies in a copy of the program's folder.
  private static func place(
    of change: GitRepository.ChangedFile,
    in copy: String,
    below top: String,
    of root: String
  ) -> String? {
    let path = "\(top)/\(change.path)"
    return path.hasPrefix(root + "/") ? copy + path.dropFirst(root.count) : nil
  }
}
