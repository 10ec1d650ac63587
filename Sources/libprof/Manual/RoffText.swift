/// Text in the language of manual pages: roff with the macros of man(7).
enum RoffText {
  /// A text that is set as it is.
  static func plain(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "'": result += "\\(aq"
      case "`": result += "\\(ga"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      case _ where scalar.isASCII: result.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "\\[u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
      }
    }
    // A line that began so would be a request.
    return result.hasPrefix(".") ? "\\&" + result : result
  }

  /// A text in which what stands in backquotes is code, as in Markdown.
  static func marked(_ text: String) -> String {
    let pieces = text.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    guard pieces.count % 2 == 1 else { return plain(text) }
    return pieces.enumerated().map { index, piece in index % 2 == 1 ? bold(piece) : plain(piece) }.joined()
  }

  /// What is to be typed as it is.
  static func bold(_ text: String) -> String { text.isEmpty ? "" : "\\fB\(plain(text))\\fR" }

  /// What stands for something else.
  static func italic(_ text: String) -> String { text.isEmpty ? "" : "\\fI\(plain(text))\\fR" }

  /// Paragraphs; lines that are indented are examples, and stay as they are.
  static func paragraphs(_ text: String) -> [String] {
    var lines: [String] = []
    var isExample = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let begins = line.hasPrefix("  ")
      if begins != isExample, !line.isEmpty || isExample {
        lines += begins ? [".IP", ".nf"] : [".fi", ".PP"]
        isExample = begins
      }
      if line.isEmpty {
        if lines.last != ".PP", !lines.isEmpty { lines.append(".PP") }
      } else {
        lines.append(begins ? plain(String(line.drop { $0 == " " })) : marked(String(line)))
      }
    }
    if isExample { lines.append(".fi") }
    while lines.last == ".PP" { lines.removeLast() }
    // A paragraph in front of an example would be empty.
    return lines.indices.filter { index in
      !(lines[index] == ".PP" && index + 1 < lines.count && lines[index + 1] == ".IP")
    }
    .map { lines[$0] }
  }
}
