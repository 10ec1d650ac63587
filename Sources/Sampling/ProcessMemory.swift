internal import SamplingShims

/// What another process's memory held at one moment, a page at a time.
///
/// The pages that were needed last time are copied by a single system call, so the state of the threads and their stacks
/// are of the same microsecond; only what is new is fetched one by one.
struct ProcessMemory {
  private static let pageSize: UInt64 = 4096
  /// The kernel's `UIO_MAXIOV`.
  private static let most = 1024
  /// What a process can have lies below; a torn structure may hold anything.
  private static let endOfProcess: UInt64 = 1 << 47

  let process: Int32
  private var bytes: [UInt8] = []
  private var places: [UInt64: Int] = [:]
  private var used: [UInt64] = []
  private var isUsed: Set<UInt64> = []
  /// Minus the error number of the last read that failed, 0 before.
  private(set) var failure = 0

  init(process: Int32) {
    self.process = process
  }

  /// Forgets what was read and takes a fresh copy of the pages that were used.
  mutating func refresh() {
    let wanted = used.prefix(Self.most)
    bytes.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    used.removeAll(keepingCapacity: true)
    isUsed.removeAll(keepingCapacity: true)
    fetch(wanted.map { SamplingPiece(address: $0, length: Self.pageSize) })
  }

  /// A number in the process's memory; nil if there is no such memory.
  mutating func load<Value: BitwiseCopyable>(_ type: Value.Type, at address: UInt64) -> Value? {
    let page = address & ~(Self.pageSize - 1)
    let offset = Int(address - page)
    guard offset + MemoryLayout<Value>.size <= Int(Self.pageSize) else { return nil }
    if isUsed.insert(page).inserted { used.append(page) }
    if places[page] == nil { fetch([SamplingPiece(address: page, length: Self.pageSize)]) }
    guard let place = places[page] else { return nil }
    return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place + offset, as: type) }
  }

  /// An address in the process's memory; nil if none is there or it cannot be one.
  mutating func pointer(at address: UInt64) -> UInt64? {
    // The lowest bits of a reference from a frame are a tag from 3.14 on.
    guard let value = load(UInt64.self, at: address), value < Self.endOfProcess else { return nil }
    return value & ~7
  }

  /// Copies stretches of memory as they are now, past the pages; nil if one of them is not there.
  mutating func copy(_ stretches: [(address: UInt64, length: Int)]) -> [UInt8]? {
    var copied: [UInt8] = []
    for start in stride(from: 0, to: stretches.count, by: Self.most) {
      let pieces = stretches[start...].prefix(Self.most).map {
        SamplingPiece(address: $0.address, length: UInt64($0.length))
      }
      var part = [UInt8](repeating: 0, count: pieces.reduce(0) { $0 + Int($1.length) })
      guard read(pieces, into: &part) == part.count else { return nil }
      copied += part
    }
    return copied
  }

  private mutating func fetch(_ pieces: [SamplingPiece]) {
    guard !pieces.isEmpty else { return }
    let start = bytes.count
    var fresh = [UInt8](repeating: 0, count: pieces.count * Int(Self.pageSize))
    let count = read(pieces, into: &fresh)
    bytes += fresh
    for (index, piece) in pieces.enumerated() where (index + 1) * Int(Self.pageSize) <= count {
      places[piece.address] = start + index * Int(Self.pageSize)
    }
  }

  private mutating func read(_ pieces: [SamplingPiece], into buffer: inout [UInt8]) -> Int {
    let count = buffer.withUnsafeMutableBytes {
      sampling_read(process, pieces, pieces.count, $0.baseAddress)
    }
    if count < 0 { failure = count }
    return count
  }
}
