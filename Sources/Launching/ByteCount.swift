/// An amount of memory or data, in bytes.
public struct ByteCount: Hashable, Sendable {
  /// The amount in bytes.
  public var bytes: Int

  /// Makes an amount of so many bytes.
  public init(bytes: Int) {
    self.bytes = bytes
  }

  /// An amount of so many KiB (1024 bytes each).
  public static func kibibytes(_ count: Int) -> ByteCount {
    ByteCount(bytes: count << 10)
  }

  /// An amount of so many MiB (1024 KiB each).
  public static func mebibytes(_ count: Int) -> ByteCount {
    ByteCount(bytes: count << 20)
  }
}

extension ByteCount: Comparable {
  /// Orders by size.
  public static func < (left: ByteCount, right: ByteCount) -> Bool {
    left.bytes < right.bytes
  }
}

extension ByteCount: CustomStringConvertible {
  /// The amount with the unit that suits it: `512 bytes`, `3.1 KiB`, `42.0 MiB`.
  public var description: String {
    switch bytes {
    case ..<1024: "\(bytes) bytes"
    case ..<(1 << 20): "\(tenths(of: 1 << 10)) KiB"
    default: "\(tenths(of: 1 << 20)) MiB"
    }
  }

  private func tenths(of unit: Int) -> String {
    let rounded = (Double(bytes) / Double(unit) * 10).rounded() / 10
    return "\(rounded)"
  }
}
