internal import Foundation
internal import Launching

/// Puts new contents in the place of files: each is written beside the old one, and then renamed.
///
/// The tree may come from elsewhere. So nothing is written through a name that is there already, which could be a link to
/// anywhere: the new file is one that this process has made.
struct FileReplacement {
  /// The file.
  let path: String
  private let temporary: String

  /// Writes new contents beside a file, with its permissions; the file itself stays as it is.
  ///
  /// - Parameters:
  ///   - path: an existing file, with no symbolic link on the way.
  ///   - contents: what it will hold.
  /// - Throws: the system's error.
  init(of path: String, by contents: [UInt8]) throws {
    let url = URL(filePath: path)
    let name = ".\(url.lastPathComponent).libprof-\(UUID().uuidString)"
    let temporary = url.deletingLastPathComponent().appending(path: name).path
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
    try Data(contents).write(to: URL(filePath: temporary), options: .withoutOverwriting)
    do {
      if let mode { try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: temporary) }
    } catch {
      try? FileManager.default.removeItem(atPath: temporary)
      throw error
    }
    self.path = path
    self.temporary = temporary
  }

  /// Puts the new contents in place.
  ///
  /// - Returns: why that is impossible; nil if it is done.
  func commit() -> String? {
    unsafe rename(temporary, path) == 0 ? nil : SystemReason.of(number: errno)
  }

  /// Removes what was written and not put in place.
  func withdraw() {
    try? FileManager.default.removeItem(atPath: temporary)
  }
}
