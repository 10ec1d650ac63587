import Glibc

/// Reads files of a tree that came from elsewhere: no pipe that never ends, no device, nothing that fills the memory.
public enum RegularFile {
  /// More bytes than any file has that libprof is to understand.
  public static let usualLimit = 64 << 20

  /// The contents of a regular file, links followed; nil for anything else, and for one that cannot be read or is larger.
  public static func contents(of path: String, limit: Int = usualLimit) -> [UInt8]? {
    // Without waiting, for a pipe would only open when somebody writes to it.
    let file = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= limit else {
      return nil
    }
    // Some files, such as those that the kernel makes up, have no size; and a file may grow meanwhile.
    let room = max(Int(status.st_size), 1 << 12) + 1
    var contents: [UInt8] = []
    while contents.count <= limit {
      var count = 0
      let chunk = unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, filled in
        count = unsafe Glibc.read(file, buffer.baseAddress, room)
        filled = max(count, 0)
      }
      if count < 0, errno == EINTR { continue }
      if count < 0 { return nil }
      if count == 0 { return contents }
      contents = contents.isEmpty ? chunk : contents + chunk
    }
    return nil
  }

  /// Why a file has no contents, in a clause.
  static func problem(with path: String) -> String {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return unsafe String(cString: strerror(errno)) }
    guard status.st_mode & S_IFMT == S_IFREG else { return "it is no regular file" }
    return status.st_size > usualLimit ? "it is larger than \(usualLimit >> 20) MiB" : "it cannot be read"
  }
}
