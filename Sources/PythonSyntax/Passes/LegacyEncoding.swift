internal import Glibc

/// An encoding that keeps ASCII as it is and gives every other character bytes of its own, such as KOI8-R or Shift-JIS.
struct LegacyEncoding {
  private let name: String

  /// The encoding that Python calls by a name; nil if it is none of these or the C library does not know it.
  init?(pythonName: String) {
    let name = pythonName.lowercased().replacing("_", with: "-")
    // With these a byte may mean one thing here and another there, so that no place in the file stands for itself.
    let stateful = ["utf", "iso-2022", "iso2022", "hz", "ucs", "unicode", "csiso2022"]
    guard !stateful.contains(where: name.hasPrefix) else { return nil }
    self.name =
      switch name {
      case "mac-roman", "macroman": "MACINTOSH"
      case _ where name.hasPrefix("latin-"): "LATIN" + name.dropFirst(6)
      default: name.uppercased()
      }
    let ascii = Array(UInt8(ascii: " ")...UInt8(ascii: "[")) + Array(UInt8(ascii: "a")...UInt8(ascii: "z"))
    guard decode(ascii[...]) == String(decoding: ascii, as: UTF8.self) else { return nil }
  }

  /// The text of bytes; nil if they are no text in this encoding.
  func decode(_ bytes: ArraySlice<UInt8>) -> String? {
    let converter = unsafe iconv_open("UTF-8", name)
    guard Int(bitPattern: converter) != -1 else { return nil }
    defer { unsafe iconv_close(converter) }
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: bytes.count * 4 + 4)
    let capacity = output.count
    let rest = unsafe input.withUnsafeMutableBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target -> Int? in
        var (from, to) = (source.baseAddress, target.baseAddress)
        var (unread, free) = (source.count, target.count)
        let result = unsafe iconv(converter, &from, &unread, &to, &free)
        return result == -1 || unread > 0 ? nil : free
      }
    }
    guard let rest else { return nil }
    return String(decoding: output[..<(capacity - rest)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Puts `_` in the place of every byte of a character that is not ASCII; they stand in names, strings and comments, where
  /// any letter does.
  ///
  /// - Parameter bytes: a file's bytes.
  /// - Returns: the offset of a byte that begins no character, if there is one.
  func mask(_ bytes: inout [UInt8]) -> Int? {
    var lengths: [UInt32: Int] = [:]
    var offset = 0
    while offset < bytes.count {
      guard bytes[offset] >= 0x80 else {
        offset += 1
        continue
      }
      let next = bytes[offset...].prefix(4)
      let key = next.reduce(0) { $0 << 8 | UInt32($1) }
      guard let length = lengths[key] ?? (1...next.count).first(where: { decode(next.prefix($0)) != nil }) else {
        return offset
      }
      lengths[key] = length
      for place in offset..<(offset + length) { bytes[place] = UInt8(ascii: "_") }
      offset += length
    }
    return nil
  }
}
