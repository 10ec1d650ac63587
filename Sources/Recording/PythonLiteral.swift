/// Writes JSON (RFC 8259) as the Python literal of the same value.
enum PythonLiteral {
  /// The literal, on one line.
  ///
  /// - Parameter json: a valid JSON text in UTF-8.
  /// - Returns: Python source.
  static func from(json: [UInt8]) -> String {
    var output: [UInt8] = []
    output.reserveCapacity(json.count)
    var index = json.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while index < json.count {
      switch json[index] {
      case UInt8(ascii: "\""): copyString(json, &index, into: &output)
      case UInt8(ascii: "t"): replace(4, by: "True")
      case UInt8(ascii: "f"): replace(5, by: "False")
      case UInt8(ascii: "n"): replace(4, by: "None")
      // White space may hold line ends, which Python allows only inside of brackets.
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"), UInt8(ascii: " "): index += 1
      default:
        output.append(json[index])
        index += 1
      }
    }
    return String(decoding: output, as: UTF8.self)

    func replace(_ count: Int, by text: String) {
      output += Array(text.utf8)
      index += count
    }
  }

  /// JSON's escapes mean the same in Python, but for `\/` and for the two halves of a character outside the first plane.
  private static func copyString(_ json: [UInt8], _ index: inout Int, into output: inout [UInt8]) {
    output.append(json[index])
    index += 1
    while index < json.count, json[index] != UInt8(ascii: "\"") {
      if json[index] == UInt8(ascii: "\\"), index + 1 < json.count {
        if json[index + 1] == UInt8(ascii: "/") {
          output.append(UInt8(ascii: "/"))
          index += 2
        } else if let high = unit(json, index), let low = unit(json, index + 6), 0xD800..<0xDC00 ~= high,
          0xDC00..<0xE000 ~= low
        {
          let scalar = 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
          let digits = String(scalar, radix: 16)
          output += Array(("\\U" + String(repeating: "0", count: 8 - digits.count) + digits).utf8)
          index += 12
        } else {
          output += json[index...index + 1]
          index += 2
        }
      } else {
        output.append(json[index])
        index += 1
      }
    }
    output.append(UInt8(ascii: "\""))
    index += 1
  }

  /// The number in `\uXXXX` at an index.
  private static func unit(_ json: [UInt8], _ index: Int) -> Int? {
    guard index + 6 <= json.count, json[index] == UInt8(ascii: "\\"), json[index + 1] == UInt8(ascii: "u") else {
      return nil
    }
    return Int(String(decoding: json[index + 2..<index + 6], as: UTF8.self), radix: 16)
  }
}
