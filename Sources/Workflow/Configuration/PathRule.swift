internal import Foundation
internal import SourceText

/// What holds for the imports of some files: that they stay, and which findings they are no reason for.
public struct PathRule: Sendable, Hashable {
  /// The name of the table, and of the option.
  public static let key = "per-path"

  /// Which files: a shell pattern of their paths below the program's folder, in which `*` and `**` also mean folders.
  public let pattern: String
  /// Whether the files' imports stay as they are.
  public var keeps = false
  /// The patterns of findings that are not reported of the files' imports.
  public var ignoredFindings: [String] = []

  init(pattern: String) {
    self.pattern = pattern
  }

  /// Reads what is typed: `src/legacy/**=keep,unused`.
  ///
  /// - Throws: `PathRuleError` for another form or an unknown name.
  public init(_ text: String) throws(PathRuleError) {
    guard let equals = text.lastIndex(of: "="), equals > text.startIndex else {
      throw PathRuleError("write PATTERN=keep or PATTERN=FINDING, as in 'src/legacy/**=keep,unused'.")
    }
    pattern = String(text[..<equals])
    for word in text[text.index(after: equals)...].split(separator: ",").map(String.init) {
      if word == "keep" {
        keeps = true
      } else if let problem = FindingName.problem(with: word) {
        throw PathRuleError("write keep or a finding. \(problem)")
      } else {
        ignoredFindings.append(word)
      }
    }
  }

  /// The rule as it is typed.
  var typed: String { "\(pattern)=\(((keeps ? ["keep"] : []) + ignoredFindings).joined(separator: ","))" }

  /// Whether it is about a file, which is named by its path below the program's folder.
  func matches(_ path: String) -> Bool {
    let patterns = pattern.hasPrefix("**/") ? [pattern, String(pattern.dropFirst(3))] : [pattern]
    return patterns.contains { unsafe fnmatch($0, path, 0) == 0 } || path.hasPrefix(pattern.withoutSlash + "/")
  }
}

/// What is wrong with a rule for a path.
public struct PathRuleError: Error, CustomStringConvertible {
  /// What to write instead.
  public let description: String

  init(_ description: String) { self.description = description }
}

extension String {
  fileprivate var withoutSlash: String { hasSuffix("/") ? String(dropLast()) : self }
}
