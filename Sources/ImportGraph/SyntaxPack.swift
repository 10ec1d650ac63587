internal import Foundation
internal import PythonSyntax

/// Archived analyses by the hash of what was analysed, as they stand in one file.
///
/// A header names the program that wrote them. An entry is the hash of the source, the hash and the length of the archive,
/// each as eight bytes, and the archive.
struct SyntaxPack: Sendable {
  private(set) var entries: [ContentHash: ArraySlice<UInt8>] = [:]

  /// Another libprof, and any other grammar in it, may see the same file differently: its packs are not read.
  ///
  /// The format number is not enough, for who works on the analysis forgets to change it.
  static let header: [UInt8] = {
    let path = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let attributes = (try? FileManager.default.attributesOfItem(atPath: path)) ?? [:]
    let size = (attributes[.size] as? NSNumber)?.intValue ?? 0
    let time = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    return Array("libprof syntax \(ModuleSyntax.archiveFormat) \(size) \(time)\n".utf8)
  }()

  /// A pack with nothing in it.
  init() {}

  /// Reads a pack as far as it is one.
  init(_ bytes: [UInt8]) {
    guard bytes.starts(with: Self.header) else { return }
    var offset = Self.header.count
    while offset + 40 <= bytes.count {
      let numbers = (0..<5).map { Self.number(in: bytes, at: offset + 8 * $0) }
      offset += 40
      guard let length = Int(exactly: numbers[4]), length <= bytes.count - offset else { return }
      let archive = bytes[offset..<(offset + length)]
      offset += length
      guard ContentHash(archive) == ContentHash(first: numbers[2], second: numbers[3]) else { continue }
      entries[ContentHash(first: numbers[0], second: numbers[1])] = archive
    }
  }

  /// Adds the archive of a source.
  mutating func add(_ archive: ArraySlice<UInt8>, for source: ContentHash) {
    entries[source] = archive
  }

  /// The pack as a file has it; equal packs are equal files.
  var bytes: [UInt8] {
    var bytes = Self.header
    bytes.reserveCapacity(bytes.count + entries.values.reduce(0) { $0 + $1.count + 40 })
    for (source, archive) in entries.sorted(by: { ($0.key.first, $0.key.second) < ($1.key.first, $1.key.second) }) {
      let check = ContentHash(archive)
      for number in [source.first, source.second, check.first, check.second, UInt64(archive.count)] {
        for shift in stride(from: UInt64(0), to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
      }
      bytes += archive
    }
    return bytes
  }

  private static func number(in bytes: [UInt8], at offset: Int) -> UInt64 {
    (0..<8).reduce(0) { $0 | UInt64(bytes[offset + $1]) << UInt64(8 * $1) }
  }
}
