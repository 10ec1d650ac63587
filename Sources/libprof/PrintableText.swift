/// Text for a terminal: names of files and modules come from elsewhere, and must not command it.
enum PrintableText {
  /// Shows every character that a terminal obeys, but for line ends and tabs.
  ///
  /// - Parameters:
  ///   - text: the text.
  ///   - keepsStyle: whether the few sequences that libprof's own reports set off text with stay.
  /// - Returns: the text with visible stand-ins.
  static func of(_ text: String, keepsStyle: Bool = false) -> String {
    guard text.unicodeScalars.contains(where: isCommand) else { return text }
    var result = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.first {
      if keepsStyle, let sequence = style(at: rest) {
        result.append(contentsOf: sequence)
        rest = rest.dropFirst(sequence.count)
        continue
      }
      rest = rest.dropFirst()
      if isCommand(scalar) {
        // As `cat -v` shows them, and what has no such name by its number.
        let visible =
          scalar.value < 0x20
          ? "^\(Character(UnicodeScalar(UInt8(scalar.value) + 0x40)))" : "\\u{\(String(scalar.value, radix: 16))}"
        result.append(contentsOf: visible.unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// Control characters, and those that turn the direction of what follows (“Trojan Source”, CVE-2021-42574).
  private static func isCommand(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// What `Style` writes.
  private static func style(at text: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView? {
    for code in ["\u{1B}[0m", "\u{1B}[1m", "\u{1B}[2m", "\u{1B}[33m"] where text.starts(with: code.unicodeScalars) {
      return text.prefix(code.unicodeScalars.count)
    }
    return nil
  }
}
