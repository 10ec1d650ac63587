/// All settings as one table: README and the manual page have it, and a test compares.
public enum ConfigurationTable {
  /// One setting; what is code stands in backquotes.
  public struct Row: Sendable {
    /// The setting, with the table below `[tool.libprof]` in front that it stands in.
    public let key: String
    /// What holds where nothing is set.
    public let usual: String
    /// What it sets, in a few words.
    public let summary: String
  }

  /// All there are.
  public static let rows = ConfigurationSetting.all.map(row) + extra

  /// The table in Markdown.
  public static var markdown: String {
    let head = "| setting | default | what it sets |\n|---|---|---|\n"
    return head + rows.map { "| `\($0.key)` | \($0.usual) | \($0.summary) |\n" }.joined()
  }

  /// What is no option under its name.
  private static let extra = [
    Row(key: "weights.\"FILE\"", usual: "`1`", summary: "how often an event occurs, relative to the others"),
    Row(key: "\(PathRule.key).\"PATTERN\".keep", usual: "`false`", summary: "the imports of these files stay"),
    Row(
      key: "\(PathRule.key).\"PATTERN\".ignore-finding",
      usual: "`[]`",
      summary: "patterns that are not reported of imports in these files"
    ),
  ]

  private static func row(_ setting: ConfigurationSetting) -> Row {
    let usual =
      switch setting.usual {
      case .value(let text): "`\(text)`"
      case .words(let words): words
      }
    let key = setting.group == .thresholds ? "thresholds.\(setting.key)" : setting.key
    var summary = setting.summary
    if case .choice(let choices) = setting.kind {
      summary += ": " + choices.map { "`\($0)`" }.joined(separator: ", ")
    }
    return Row(key: key, usual: usual, summary: summary)
  }
}
