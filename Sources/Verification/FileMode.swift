import VerificationShims

/// Type and permissions of a file, a symbolic link not being followed.
struct FileMode: Hashable {
  /// What a path leads to.
  enum Kind: Hashable {
    case file, folder, link
    /// A socket, a fifo or a device.
    case special
  }

  let bits: Int

  /// Reads them; nil if there is no such file, or it cannot be seen.
  init?(of path: String) {
    let mode = unsafe verification_mode(path)
    guard mode >= 0 else { return nil }
    bits = Int(mode)
  }

  /// What the path leads to.
  var kind: Kind {
    switch bits & 0o170000 {
    case 0o100000: .file
    case 0o040000: .folder
    case 0o120000: .link
    default: .special
    }
  }

  /// Who may read, write and execute it.
  var permissions: Int {
    bits & 0o777
  }

  /// Sets the permissions, as far as that is allowed.
  static func set(_ permissions: Int, of path: String) {
    _ = unsafe verification_set_permissions(path, Int32(permissions))
  }
}
