/// Tells on which line a setting stands; the parser keeps no places of what it has understood.
struct ConfigurationLines {
  private let lines: [Substring]

  init(_ text: String) {
    lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }

  /// The line of a setting in `[tool.libprof]`, or in a table below it.
  ///
  /// - Parameters:
  ///   - key: the setting.
  ///   - inner: the names of the tables below `[tool.libprof]` that lead to it.
  /// - Returns: 1-based; the line of the table where the setting is written in a way that is not looked for.
  func line(of key: String, in inner: String...) -> Int {
    line(of: ["tool", "libprof"] + inner + [key])
  }

  /// The line of a table or a setting, by its path from the top of the file.
  func line(of wanted: [String]) -> Int {
    var header: [String] = []
    var best: (depth: Int, line: Int) = (0, 1)
    for (index, line) in lines.enumerated() {
      let content = line.drop(while: \.isWhitespace)
      var path: [String]
      if content.first == "[" {
        header = Self.parts(content.drop { $0 == "[" }, until: "]") ?? header
        path = header
      } else {
        guard content.first != "#", let key = Self.parts(content, until: "=") else { continue }
        path = header + key
      }
      if path.starts(with: wanted) { return index + 1 }
      if path.count <= wanted.count, path == Array(wanted.prefix(path.count)), path.count > best.depth {
        best = (path.count, index + 1)
      }
    }
    return best.line
  }

  /// The parts of a dotted key in front of its end, quoted ones with their dots; nil if it does not end.
  private static func parts(_ text: Substring, until end: Character) -> [String]? {
    var parts = [""]
    var quote: Character?
    for character in text {
      if let open = quote {
        if character == open { quote = nil } else { parts[parts.count - 1].append(character) }
      } else if character == end {
        return parts
      } else if character == "\"" || character == "'" {
        quote = character
      } else if character == "." {
        parts.append("")
      } else if !character.isWhitespace {
        parts[parts.count - 1].append(character)
      }
    }
    return nil
  }
}
