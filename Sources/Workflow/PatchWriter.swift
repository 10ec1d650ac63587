internal import Foundation
internal import Launching
public import Rewriting
internal import SourceText

/// Writes the files of a proven patch, all or none.
public enum PatchWriter {
  /// Looks whether the files can be replaced, before time is spent on a proof.
  ///
  /// - Throws: `WorkflowError.unwritable`.
  public static func check(_ patch: Patch) throws(WorkflowError) {
    for file in patch.files {
      let target = try target(of: file)
      for path in [target.path, target.deletingLastPathComponent().path] where unsafe access(path, W_OK) != 0 {
        throw .unwritable(file: file.path, reason: SystemReason.of(number: errno))
      }
    }
  }

  /// A link stays a link: what it leads to is replaced, if that lies in the same tree.
  private static func target(of file: Patch.File) throws(WorkflowError) -> URL {
    let target = URL(filePath: file.path).resolvingSymlinksInPath()
    let root = URL(filePath: String(file.path.dropLast(file.relativePath.count + 1))).resolvingSymlinksInPath().path
    guard target.path.hasPrefix(root + "/") else {
      throw .unwritable(file: file.path, reason: "a link leads out of \(root)")
    }
    return target
  }

  /// Replaces the files.
  ///
  /// New contents are written beside the old ones first, so that a full disk or a missing permission shows before any file
  /// has changed; each is then put in place by one rename.
  /// - Throws: `WorkflowError.changedMeanwhile` or `.unwritable`.
  public static func write(_ patch: Patch) throws(WorkflowError) {
    try check(patch)
    var pending: [FileReplacement] = []
    defer { pending.forEach { $0.withdraw() } }
    for file in patch.files {
      guard RegularFile.contents(of: file.path) == file.before else { throw .changedMeanwhile(file: file.path) }
      do {
        pending.append(try FileReplacement(of: try target(of: file).path, by: file.after))
      } catch {
        throw (error as? WorkflowError) ?? .unwritable(file: file.path, reason: SystemReason.of(error))
      }
    }
    for file in pending {
      if let reason = file.commit() { throw .unwritable(file: file.path, reason: reason) }
    }
  }
}
