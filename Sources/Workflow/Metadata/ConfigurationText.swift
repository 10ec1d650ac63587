/// The settings in a configuration file of the TOML or the INI kind, as far as they are texts and lists of texts.
///
/// Only a handful of well-known settings is looked up here, so what is no text, such as dates and inline tables, is passed over.
struct ConfigurationText {
  /// The texts of each setting, by table and key: `tool.ruff.lint.select`.
  private(set) var values: [String: [String]] = [:]
  /// The tables that the file has.
  private(set) var tables: Set<String> = []

  /// A setting of one text.
  func text(_ key: String) -> String? { values[key]?.first }

  /// The settings of a table, by key, without those of tables below it unless they are quoted.
  func settings(in table: String) -> [(key: String, values: [String])] {
    values.filter { $0.key.hasPrefix(table + ".") }
      .map { (String($0.key.dropFirst(table.count + 1)), $0.value) }.sorted { $0.0 < $1.0 }
  }

  /// Reads TOML.
  init(toml: String) {
    var table = ""
    var pending: (key: String, text: String)?
    for line in toml.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let line = Self.withoutComment(line)
      if let (key, text) = pending {
        // A list over several lines ends where its bracket is closed.
        pending = (key, text + " " + line)
      } else if line.hasPrefix("[") {
        table = Self.dotted(line.filter { $0 != "[" && $0 != "]" })
        tables.insert(table)
        continue
      } else if let equals = Self.separator(in: line) {
        let key = Self.dotted(String(line[..<equals]))
        pending = (table.isEmpty ? key : "\(table).\(key)", String(line[line.index(after: equals)...]))
      }
      guard let (key, text) = pending, Self.isClosed(text) else { continue }
      values[key] = Self.strings(in: text)
      pending = nil
    }
  }

  /// Reads INI, where a list is divided by commas or lines.
  init(ini: String) {
    var table = ""
    var key: String?
    for line in ini.split(whereSeparator: \.isNewline) {
      let content = line.drop(while: \.isWhitespace)
      if content.isEmpty || "#;".contains(content[content.startIndex]) { continue }
      if content.startIndex == line.startIndex {
        if content.hasPrefix("["), let end = content.firstIndex(of: "]") {
          table = String(content.dropFirst()[..<end])
          tables.insert(table)
          key = nil
          continue
        }
        guard let equals = content.firstIndex(where: { $0 == "=" || $0 == ":" }) else { continue }
        let name = content[..<equals].filter { !$0.isWhitespace }
        key = "\(table).\(name)"
        append(content[content.index(after: equals)...], to: key)
      } else {
        append(content, to: key)
      }
    }
  }

  private mutating func append(_ text: Substring, to key: String?) {
    guard let key else { return }
    values[key, default: []] += text.split(separator: ",").map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
  }

  private static func dotted(_ text: String) -> String {
    text.filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
  }

  private static func separator(in line: String) -> String.Index? {
    var quote: Character?
    return line.indices.first { index in
      let character = line[index]
      if quote == nil, character == "=" { return true }
      if character == quote {
        quote = nil
      } else if quote == nil, character == "\"" || character == "'" {
        quote = character
      }
      return false
    }
  }

  private static func withoutComment(_ line: Substring) -> String {
    var quote: Character?
    var result = ""
    for character in line {
      if quote == nil, character == "#" { break }
      if character == quote {
        quote = nil
      } else if quote == nil, character == "\"" || character == "'" {
        quote = character
      }
      result.append(character)
    }
    return result.trimmed
  }

  private static func isClosed(_ text: String) -> Bool {
    var depth = 0
    var quote: Character?
    for character in text {
      if let open = quote {
        if character == open { quote = nil }
      } else {
        switch character {
        case "\"", "'": quote = character
        case "[", "{": depth += 1
        case "]", "}": depth -= 1
        default: break
        }
      }
    }
    return depth <= 0
  }

  private static func strings(in text: String) -> [String] {
    var result: [String] = []
    var current: (quote: Character, text: String)?
    for character in text {
      if let (quote, text) = current {
        if character == quote {
          result.append(text)
          current = nil
        } else {
          current = (quote, text + String(character))
        }
      } else if character == "\"" || character == "'" {
        current = (character, "")
      }
    }
    return result
  }
}

extension String {
  /// The text without white space around it.
  fileprivate var trimmed: String {
    let tail = drop(while: \.isWhitespace)
    return String(
      tail.prefix(upTo: tail.lastIndex { !$0.isWhitespace }.map { tail.index(after: $0) } ?? tail.startIndex)
    )
  }
}
