internal import Glibc

extension [UInt8] {
  /// Where some bytes occur first; nil if they do not.
  ///
  /// The standard library's search of the same name takes any collection, and a hundred times as long.
  public func firstRange(of word: [UInt8]) -> Range<Int>? { self[...].firstRange(of: word) }
}

extension ArraySlice<UInt8> {
  /// Where some bytes occur first; nil if they do not.
  ///
  /// - Complexity: O(n) for words whose first byte is no frequent one.
  public func firstRange(of word: [UInt8]) -> Range<Int>? {
    guard let first = word.first, count >= word.count else { return nil }
    let offset: Int? = unsafe withUnsafeBytes { text in
      unsafe word.withUnsafeBytes { word in
        guard let start = text.baseAddress, let wanted = word.baseAddress else { return nil }
        var position = 0
        while position <= text.count - word.count {
          let rest = text.count - word.count + 1 - position
          guard let found = unsafe memchr(start + position, Int32(first), rest) else { return nil }
          position = unsafe UnsafeRawPointer(found) - start
          if unsafe memcmp(start + position, wanted, word.count) == 0 { return position }
          position += 1
        }
        return nil
      }
    }
    return offset.map { (startIndex + $0)..<(startIndex + $0 + word.count) }
  }
}
