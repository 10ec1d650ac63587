/// Pieces of Markdown (GitHub's and GitLab's) in which no name or path can become markup.
enum MarkdownText {
  /// Text that is shown as it is.
  static func plain(_ text: String) -> String {
    var result = ""
    // A mark that combines with a character does not change what that is to Markdown.
    for scalar in OneLine.of(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      // An address or a mention would become a link.
      case "@": result += "&#64;"
      case "\\", "`", "*", "_", "[", "]", "|", "~", "#", "$", "!": result += "\\\(scalar)"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Code within a line; a cell of a table ends at a bar even there.
  static func code(_ text: String, inTable: Bool = false) -> String {
    let text = OneLine.of(text)
    let fence = String(repeating: "`", count: longestRun(of: "`", in: text) + 1)
    let padding = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
    let escaped = inTable ? text.unicodeScalars.map { $0 == "|" ? "\\|" : String($0) }.joined() : text
    return fence + padding + escaped + padding + fence
  }

  /// A message whose names stand between backticks.
  static func message(_ text: String) -> String {
    let pieces = text.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    return pieces.enumerated().map { index, piece in
      index % 2 == 1 && index < pieces.count - 1 ? code(piece) : plain(piece)
    }.joined()
  }

  /// A block of text of some language.
  static func block(_ bytes: [UInt8], language: String) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    let fence = String(repeating: "`", count: max(3, longestRun(of: "`", in: text) + 1))
    return "\(fence)\(language)\n\(text)\(text.hasSuffix("\n") ? "" : "\n")\(fence)\n"
  }

  /// A table; the columns marked so keep to the right.
  static func table(_ columns: [(title: String, isNumber: Bool)], _ rows: [[String]]) -> String {
    let head = [columns.map(\.title), columns.map { $0.isNumber ? "--:" : "---" }]
    return (head + rows).map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
  }

  private static func longestRun(of wanted: Unicode.Scalar, in text: String) -> Int {
    var (longest, current) = (0, 0)
    for scalar in text.unicodeScalars {
      current = scalar == wanted ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }
}
