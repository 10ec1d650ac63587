/// Why patches are not applied; nothing has been changed then.
public enum ApplicationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The folder has no patch of a package.
  case nothingToApply(folder: String)
  /// A file is no patch that can be used.
  case unusable(patch: String, reason: String)
  /// The folder holds another version of the package, or none.
  case otherVersion(distribution: String, wanted: String, found: String?, target: String)
  /// The packages are those of a Python that does not understand the result.
  case olderPython(distribution: String, wanted: String, found: String, target: String)
  /// A file is neither what the patch begins with nor what it leads to.
  case otherContents(file: String, distribution: String)
  /// A file cannot be read or written.
  case unwritable(file: String, reason: String)

  /// What happened, why, and what to do.
  public var description: String {
    switch self {
    case .nothingToApply(let folder):
      "\(folder) holds no patch of a package: make some with `libprof fix --scope all --output \(folder)`."
    case .unusable(let patch, let reason): "\(patch) is no patch of libprof's: \(reason). Nothing was changed."
    case .otherVersion(let distribution, let wanted, let found?, let target):
      "\(target) holds \(distribution) \(found), and the patch is for \(wanted): make it anew. Nothing was changed."
    case .otherVersion(let distribution, let wanted, nil, let target):
      "\(target) holds no \(distribution) (the patch is for \(wanted)): name the folder that it is installed in. "
        + "Nothing was changed."
    case .olderPython(let distribution, let wanted, let found, let target):
      "\(target) belongs to Python \(found), and the patch of \(distribution) needs \(wanted): make it with that Python. "
        + "Nothing was changed."
    case .otherContents(let file, let distribution):
      "\(file) is not as \(distribution) installs it: someone else has changed it. Install it anew. Nothing was changed."
    case .unwritable(let file, let reason): "\(file) cannot be written: \(reason). Nothing was changed."
    }
  }
}
