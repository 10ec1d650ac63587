/// All settings as one table, in Markdown: README has it, and a test compares.
public enum ConfigurationTable {
  /// The table.
  public static var markdown: String {
    let head = "| setting | default | what it sets |\n|---|---|---|\n"
    return head + ConfigurationSetting.all.map(row).joined() + extra
  }

  /// What is no option under its name.
  private static let extra = """
    | `weights."FILE"` | 1 | how often an event occurs, relative to the others |
    | `\(PathRule.key)."PATTERN".keep` | `false` | the imports of these files stay |
    | `\(PathRule.key)."PATTERN".ignore-finding` | `[]` | patterns that are not reported of imports in these files |

    """

  private static func row(_ setting: ConfigurationSetting) -> String {
    let usual =
      switch setting.usual {
      case .value(let text): "`\(text)`"
      case .words(let words): words
      }
    let key = setting.group == .thresholds ? "thresholds.\(setting.key)" : setting.key
    return "| `\(key)` | \(usual) | \(setting.summary) |\n"
  }
}
