import Glibc

/// One output stream of a child: a pipe, and what was read from it.
final class StreamReader {
  /// What was read so far, up to the limit.
  private(set) var stream = Outcome.Stream()
  /// Whether every process that held the other end has closed it.
  private(set) var isAtEnd = false

  private let reading: Descriptor
  private var writing: Descriptor?
  private let limit: ByteCount

  init(limit: ByteCount) throws(LaunchingError) {
    let pipe = try Pipe()
    reading = pipe.reading
    writing = .some(pipe.writing)
    self.limit = limit
  }

  /// The end to poll.
  var readingNumber: Int32 { reading.number }

  /// The end to give to the child; -1 once it was given.
  var writingNumber: Int32 {
    switch writing {
    case .some(let descriptor): descriptor.number
    case .none: -1
    }
  }

  /// Closes our copy of the writing end, without which the stream would never end.
  func closeWritingEnd() {
    writing = nil
  }

  /// Takes what is there; does not wait if `poll` said that there is something.
  ///
  /// What exceeds the limit is read all the same, or the child would stop at a full pipe.
  func readOnce(into buffer: inout [UInt8]) {
    let count = buffer.withUnsafeMutableBytes { read(reading.number, $0.baseAddress, $0.count) }
    guard count > 0 else {
      isAtEnd = count == 0 || errno != EINTR
      return
    }
    let room = max(limit.bytes - stream.bytes.count, 0)
    stream.bytes += buffer.prefix(min(count, room))
    stream.isTruncated = stream.isTruncated || count > room
  }
}
