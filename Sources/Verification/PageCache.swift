internal import Foundation
internal import Glibc
public import Recording

/// Where the program's files are when it starts.
public enum DiskState: String, Sendable, CaseIterable, Codable {
  /// In the page cache, as on a machine that has run the program before.
  case warm
  /// On the disk, as in a container that was just placed on a machine.
  case cold
}

/// Makes the system forget the contents of a program's files, so that a start reads them from the disk.
///
/// What another process has mapped stays in memory, as do files that cannot be opened: the figures are those of a disk that is
/// colder than usual, not of one that was never read.
public struct PageCache {
  private let files: [String]

  /// Lists the files of a program's folders, and of those that the interpreter searches.
  public init(_ interpreter: Interpreter, folders: [String]) {
    let folders = Set(interpreter.searchPath + folders)
    // A folder within another one is listed with that.
    let outermost = folders.filter { folder in !folders.contains { $0 != folder && folder.hasPrefix($0 + "/") } }
    files = outermost.sorted().flatMap(Self.files) + [interpreter.executable]
  }

  /// Drops their pages.
  public func forget() {
    for path in files {
      let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
      guard file >= 0 else { continue }
      _ = posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED)
      close(file)
    }
  }

  private static func files(below folder: String) -> [String] {
    guard let paths = FileManager.default.enumerator(atPath: folder) else { return [folder] }
    var files: [String] = []
    while let path = paths.nextObject() as? String {
      if paths.fileAttributes?[.type] as? FileAttributeType == .typeRegular { files.append("\(folder)/\(path)") }
    }
    // What was just copied cannot be dropped before it is on the disk.
    sync()
    return files
  }
}
