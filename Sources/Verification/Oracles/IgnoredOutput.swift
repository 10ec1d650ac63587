internal import Foundation

/// What may differ in what a program prints, such as a time or an identifier.
public struct IgnoredOutput: Hashable, Sendable {
  /// The regular expression, as the user wrote it.
  public let pattern: String
  private let expression: NSRegularExpression

  /// Reads a regular expression (that of ICU), which is looked for within each line; nil if it is none.
  public init?(_ pattern: String) {
    guard !pattern.isEmpty, let expression = try? NSRegularExpression(pattern: pattern) else { return nil }
    self.pattern = pattern
    self.expression = expression
  }

  /// The text with a placeholder for all that may differ; lines that are not UTF-8 stay as they are.
  static func removing(_ ignored: [IgnoredOutput], from text: [UInt8]) -> [UInt8] {
    let newline = UInt8(ascii: "\n")
    let lines = text.split(separator: newline, omittingEmptySubsequences: false).map { line in
      guard var text = String(validating: line, as: UTF8.self) else { return Array(line) }
      for part in ignored {
        let range = NSRange(text.startIndex..., in: text)
        text = part.expression.stringByReplacingMatches(in: text, range: range, withTemplate: "<ignored>")
      }
      return Array(text.utf8)
    }
    return Array(lines.joined(separator: [newline]))
  }
}
