internal import Foundation
internal import Launching
public import Rewriting

/// Writes the files of a proven patch, all or none.
public enum PatchWriter {
  /// Replaces the files.
  ///
  /// New contents are written beside the old ones first, so that a full disk or a missing permission shows before any file
  /// has changed; each is then put in place by one rename.
  /// - Throws: `WorkflowError.changedMeanwhile` or `.unwritable`.
  public static func write(_ patch: Patch) throws(WorkflowError) {
    var pending: [(temporary: String, final: String)] = []
    func withdraw() {
      for file in pending { try? FileManager.default.removeItem(atPath: file.temporary) }
    }
    for file in patch.files {
      guard FileManager.default.contents(atPath: file.path).map({ [UInt8]($0) }) == file.before else {
        withdraw()
        throw .changedMeanwhile(file: file.path)
      }
      // A link stays a link: what it leads to is replaced.
      let target = URL(filePath: file.path).resolvingSymlinksInPath()
      let temporary = target.deletingLastPathComponent().appending(
        path: ".\(target.lastPathComponent).libprof-\(getpid())"
      ).path
      pending.append((temporary, target.path))
      do {
        let attributes = try FileManager.default.attributesOfItem(atPath: target.path)
        guard FileManager.default.isWritableFile(atPath: target.path) else {
          throw CocoaError(.fileWriteNoPermission)
        }
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
