internal import Foundation
internal import Launching
public import Rewriting

/// Writes the files of a proven patch, all or none.
public enum PatchWriter {
  /// Looks whether the files can be replaced, before time is spent on a proof.
  ///
  /// - Throws: `WorkflowError.unwritable`.
  public static func check(_ patch: Patch) throws(WorkflowError) {
    for file in patch.files {
      let target = target(of: file)
      for path in [target.path, target.deletingLastPathComponent().path] where unsafe access(path, W_OK) != 0 {
        throw .unwritable(file: file.path, reason: SystemReason.of(number: errno))
      }
    }
  }

  /// A link stays a link: what it leads to is replaced.
  private static func target(of file: Patch.File) -> URL {
    URL(filePath: file.path).resolvingSymlinksInPath()
  }

  /// Replaces the files.
  ///
  /// New contents are written beside the old ones first, so that a full disk or a missing permission shows before any file
  /// has changed; each is then put in place by one rename.
  /// - Throws: `WorkflowError.changedMeanwhile` or `.unwritable`.
  public static func write(_ patch: Patch) throws(WorkflowError) {
    try check(patch)
    var pending: [(temporary: String, final: String)] = []
    func withdraw() {
      for file in pending { try? FileManager.default.removeItem(atPath: file.temporary) }
    }
    for file in patch.files {
      guard FileManager.default.contents(atPath: file.path).map({ [UInt8]($0) }) == file.before else {
        withdraw()
        throw .changedMeanwhile(file: file.path)
      }
      let target = target(of: file)
      let temporary = target.deletingLastPathComponent().appending(
        path: ".\(target.lastPathComponent).libprof-\(getpid())"
      ).path
      pending.append((temporary, target.path))
      do {
        let attributes = try FileManager.default.attributesOfItem(atPath: target.path)
        try Data(file.after).write(to: URL(filePath: temporary))
        if let mode = attributes[.posixPermissions] {
          try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: temporary)
        }
      } catch {
        withdraw()
        throw .unwritable(file: file.path, reason: SystemReason.of(error))
      }
    }
    for file in pending where unsafe rename(file.temporary, file.final) != 0 {
      let reason = SystemReason.of(number: errno)
      withdraw()
      throw .unwritable(file: file.final, reason: reason)
    }
  }
}
