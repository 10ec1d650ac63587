import Glibc
import LaunchingShims

/// An open file that closes when its owner is done.
struct Descriptor: ~Copyable {
  let number: Int32

  /// Takes over an open file, moved away from the numbers 0 to 2.
  ///
  /// A process that was started without standard streams gets these numbers for its first files, and the child would then
  /// overwrite one of its streams while it arranges another.
  init(owning number: Int32) {
    guard number <= 2 else {
      self.number = number
      return
    }
    self.number = fcntl(number, F_DUPFD_CLOEXEC, 3)
    _ = Glibc.close(number)
  }

  deinit {
    _ = Glibc.close(number)
  }

  /// The null device, for reading.
  static func null() throws(LaunchingError) -> Descriptor {
    let number = open("/dev/null", O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { throw .systemRefused(what: "/dev/null", reason: reason(errno)) }
    return Descriptor(owning: number)
  }

  /// A file in memory that holds these bytes, to be read from the start.
  ///
  /// Not a pipe: a program that does not read its input could not stop us, and one that ends early could not signal us.
  static func holding(_ bytes: [UInt8]) throws(LaunchingError) -> Descriptor {
    let number = launching_memory_file()
    guard number >= 0 else { throw .systemRefused(what: "a file in memory", reason: reason(-number)) }
    let file = Descriptor(owning: number)
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { write(file.number, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR else {
        throw .systemRefused(what: "memory for the standard input", reason: reason(errno))
      }
      written += max(count, 0)
    }
    lseek(file.number, 0, SEEK_SET)
    return file
  }
}

/// The two ends of a pipe that no other program inherits.
struct Pipe: ~Copyable {
  let reading: Descriptor
  let writing: Descriptor

  init() throws(LaunchingError) {
    var ends: [Int32] = [-1, -1]
    let failure = launching_pipe(&ends)
    guard failure == 0 else { throw .systemRefused(what: "a pipe", reason: reason(failure)) }
    reading = Descriptor(owning: ends[0])
    writing = Descriptor(owning: ends[1])
  }
}

/// The system's words for an error number.
func reason(_ number: Int32) -> String {
  String(cString: strerror(number))
}
