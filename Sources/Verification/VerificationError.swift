/// Why a change could not be put to the proof.
public enum VerificationError: Error, Hashable, Sendable {
  /// The folder to copy is missing, or no folder.
  case noSuchFolder(path: String)
  /// A file or folder of the project could not be read.
  case unreadable(path: String, reason: String)
  /// A file or folder of the copy could not be written.
  case unwritable(path: String, reason: String)
  /// There is no room for the copy.
  case diskFull(path: String)
  /// A file to be replaced lies outside the project, or where the copy has nothing of its own.
  case notInCopy(path: String, reason: String)
  /// All copies were told to go, so none is made any more.
  case interrupted
}

extension VerificationError: CustomStringConvertible {
  /// What happened, why, and what to do about it.
  public var description: String {
    switch self {
    case .noSuchFolder(let path):
      "Cannot copy \(path): there is no such folder. Check the path of the project."
    case .unreadable(let path, let reason):
      "Cannot copy \(path): \(reason). Make it readable, or move it out of the project; nothing was changed."
    case .unwritable(let path, let reason):
      "Cannot write \(path): \(reason). Set TMPDIR to a folder that you may write to; nothing was changed."
    case .diskFull(let path):
      "Cannot write \(path): the disk is full. Make room there, or set TMPDIR to a folder on another disk; nothing was "
        + "changed."
    case .notInCopy(let path, let reason):
      "Cannot try a change of \(path): \(reason). Name the project's root so that it holds the file itself."
    case .interrupted:
      "Cannot copy the project: this run was interrupted. Start it again."
    }
  }
}
