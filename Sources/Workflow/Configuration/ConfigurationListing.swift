internal import Launching
internal import Recording
internal import SourceText

/// The settings that a command line would be run with, as TOML, each with where it comes from.
public struct ConfigurationListing {
  private enum Origin {
    case file(Int), typed, environment(String), found, usual

    var text: String {
      switch self {
      case .file(let line): "\(Configuration.file):\(line)"
      case .typed: "command line"
      case .environment(let name): "environment: \(name)"
      case .found: "found here"
      case .usual: "default"
      }
    }
  }

  private let configuration: Configuration
  private let typed: TypedArguments?
  private let environment: [String: String]

  /// Prepares the list.
  ///
  /// - Parameters:
  ///   - configuration: what the file sets.
  ///   - arguments: what would be typed behind the tool's name; if nothing, all settings are listed.
  ///   - environment: the variables that are obeyed; those of this process if left out.
  public init(
    _ configuration: Configuration,
    for arguments: [String] = [],
    environment: [String: String]? = nil
  ) {
    self.configuration = configuration
    self.environment = environment ?? Environment.inherited
    typed = TypedArguments(arguments)
  }

  /// The list: a TOML document with the origins as comments.
  public var text: String {
    let isFileThere = configuration.count > 0
    var text = isFileThere ? "" : "# \(Configuration.file) has no [tool.libprof] here: all as usual.\n"
    let settings = ConfigurationSetting.all.filter { groups?.contains($0.group) ?? true }
    for table in ["tool.libprof", "tool.libprof.thresholds"] {
      let lines = settings.filter { $0.table == table }.map(line)
      if !lines.isEmpty { text += (text.isEmpty ? "" : "\n") + "[\(table)]\n" + lines.joined() }
    }
    return text + weights + pathRules + budget + variables
  }

  private var groups: Set<ConfigurationSetting.Group>? {
    typed.map { ConfigurationSetting.groups(of: $0.command) ?? [] }
  }

  private func line(of setting: ConfigurationSetting) -> String {
    if let values = typed?.values(of: setting) { return line(setting.key, setting.written(values), .typed) }
    if let entry = configuration.entries.first(where: { $0.setting.key == setting.key }),
      typed?.leavesRoom(for: setting) ?? true
    {
      return line(setting.key, setting.written(entry.values), .file(entry.line))
    }
    if setting.key == "python", let usual = Interpreter.usual(below: configuration.folder, environment: environment) {
      return line(setting.key, TOMLText.string(usual.path), usual.variable.map(Origin.environment) ?? .found)
    }
    switch setting.usual {
    case .value(let value): return line(setting.key, value, .usual)
    case .words(let words): return "# \(Self.padded(setting.key, to: Self.width - 2))  # default: \(words)\n"
    }
  }

  private func line(_ key: String, _ value: String, _ origin: Origin) -> String {
    "\(Self.padded("\(TOMLText.key(key)) = \(value)", to: Self.width))  # \(origin.text)\n"
  }

  /// Where comments begin, unless a value reaches further.
  private static let width = 44

  private static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private var weights: String {
    guard groups?.contains(.program) ?? true, !configuration.weights.isEmpty else { return "" }
    let lines = configuration.weights.map { line($0.event, "\($0.number)", .file($0.line)) }
    return "\n[tool.libprof.weights]\n" + lines.joined()
  }

  private var pathRules: String {
    guard groups?.contains(.plan) ?? true else { return "" }
    return configuration.pathRules.map { entry in
      let lines = [
        line("keep", "\(entry.rule.keeps)", .file(entry.line)),
        line("ignore-finding", TOMLText.strings(entry.rule.ignoredFindings), .file(entry.line)),
      ]
      return "\n[tool.libprof.\(PathRule.key).\(TOMLText.string(entry.rule.pattern))]\n" + lines.joined()
    }
    .joined()
  }

  private var budget: String {
    guard typed.map({ $0.command == "check" }) ?? true else { return "" }
    var text = ""
    var table: [String] = []
    for entry in configuration.budget {
      if entry.table != table { text += "\n[\(entry.table.map(TOMLText.key).joined(separator: "."))]\n" }
      table = entry.table
      text += line(entry.key, entry.value, .file(entry.line))
    }
    return text
  }

  /// What the environment says beside settings.
  private var variables: String {
    let set = EnvironmentVariable.all.filter { $0.name != "VIRTUAL_ENV" && !(environment[$0.name] ?? "").isEmpty }
    guard !set.isEmpty else { return "" }
    return "\n" + set.map { "# environment: \($0.name)=\(environment[$0.name] ?? "") (\($0.purpose))\n" }.joined()
  }
}
