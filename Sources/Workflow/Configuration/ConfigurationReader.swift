internal import SourceText
internal import TOMLKit

/// Reads and checks `[tool.libprof]`.
struct ConfigurationReader {
  private(set) var entries: [Configuration.Entry] = []
  private(set) var weights: [Configuration.Weight] = []
  private(set) var pathRules: [Configuration.PathEntry] = []
  private(set) var budget: [BudgetTable.Entry] = []
  private let lines: ConfigurationLines

  /// Reads a file's text; there are no settings if it has no such table.
  ///
  /// - Throws: `ConfigurationError` for what is no TOML, an unknown setting, or a value of the wrong type.
  init(_ text: String) throws(ConfigurationError) {
    lines = ConfigurationLines(text)
    guard let section = try Configuration.document(text)["tool"]?.table?["libprof"] else { return }
    guard let table = section.table else {
      throw ConfigurationError(
        line: lines.line(of: ["tool", "libprof"]),
        "`libprof` is a table: write [tool.libprof]."
      )
    }
    for (key, value) in table {
      let line = lines.line(of: key)
      switch key {
      case "thresholds": try readThresholds(value, line)
      case "weights": try readWeights(value, line)
      case BudgetTable.key:
        _ = try BudgetTable(lines).budget(value)
        budget = value.table.map { BudgetTable(lines).entries($0) } ?? []
      case PathRule.key: try readPathRules(value, line)
      default: try add(key, value, in: "tool.libprof", line)
      }
    }
    let order = ConfigurationSetting.all.map(\.key)
    entries.sort { (order.firstIndex(of: $0.setting.key) ?? 0) < (order.firstIndex(of: $1.setting.key) ?? 0) }
    weights.sort { $0.line < $1.line }
    pathRules.sort { $0.line < $1.line }
  }

  private func inner(_ value: any TOMLValueConvertible, _ key: String, _ line: Int) throws(ConfigurationError)
    -> TOMLTable
  {
    guard let table = value.table else {
      throw ConfigurationError(line: line, "`\(key)` is a table: write [tool.libprof.\(key)].")
    }
    return table
  }

  private mutating func readThresholds(_ value: any TOMLValueConvertible, _ line: Int) throws(ConfigurationError) {
    for (name, value) in try inner(value, "thresholds", line) {
      try add(name, value, in: "tool.libprof.thresholds", lines.line(of: name, in: "thresholds"))
    }
  }

  private mutating func readWeights(_ value: any TOMLValueConvertible, _ line: Int) throws(ConfigurationError) {
    for (event, value) in try inner(value, "weights", line) {
      let line = lines.line(of: event, in: "weights")
      guard let number = value.double ?? value.int.map(Double.init), number > 0 else {
        throw ConfigurationError(line: line, "the weight of `\(event)` is to be a number above 0.")
      }
      weights.append(Configuration.Weight(event: event, number: number, line: line))
    }
  }

  private mutating func readPathRules(_ value: any TOMLValueConvertible, _ line: Int) throws(ConfigurationError) {
    for (pattern, value) in try inner(value, PathRule.key, line) {
      let line = lines.line(of: pattern, in: PathRule.key)
      guard let table = value.table else {
        throw ConfigurationError(
          line: line,
          "write a table: [tool.libprof.\(PathRule.key).\(TOMLText.string(pattern))]."
        )
      }
      var rule = PathRule(pattern: pattern)
      for (key, value) in table { try read(key, value, into: &rule, lines.line(of: key, in: PathRule.key, pattern)) }
      pathRules.append(Configuration.PathEntry(rule: rule, line: line))
    }
  }

  private func read(
    _ key: String,
    _ value: any TOMLValueConvertible,
    into rule: inout PathRule,
    _ line: Int
  ) throws(ConfigurationError) {
    switch key {
    case "keep":
      guard let keeps = value.bool else { throw ConfigurationError(line: line, "`keep` is to be true or false here.") }
      rule.keeps = keeps
    case "ignore-finding":
      let names = value.array.map { array in array.compactMap(\.string) }
      guard let names, names.count == value.array?.count else {
        throw ConfigurationError(line: line, "`\(key)` is to be a list of texts, as in \(key) = [\"unused\"].")
      }
      for name in names { try Self.checkFinding(name, line) }
      rule.ignoredFindings = names
    default:
      let known = ["keep", "ignore-finding"]
      let hint = NearestName.question(about: key, among: known)
      throw ConfigurationError(
        line: line,
        "[tool.libprof.\(PathRule.key)] has no setting `\(key)`.\(hint) It has: \(known.joined(separator: ", "))."
      )
    }
  }

  private static func checkFinding(_ name: String, _ line: Int) throws(ConfigurationError) {
    guard let problem = FindingName.problem(with: name) else { return }
    throw ConfigurationError(line: line, problem)
  }

  private mutating func add(
    _ key: String,
    _ value: any TOMLValueConvertible,
    in table: String,
    _ line: Int
  ) throws(ConfigurationError) {
    let settings = ConfigurationSetting.all.filter { $0.table == table }
    guard let setting = settings.first(where: { $0.key == key }) else {
      throw ConfigurationError(line: line, Self.unknown(key, in: table, settings))
    }
    guard let values = setting.values(of: value) else {
      throw ConfigurationError(line: line, "`\(key)` is to be \(setting.expectation).")
    }
    if key == "ignore-finding" { for name in values { try Self.checkFinding(name, line) } }
    entries.append(Configuration.Entry(setting: setting, values: values, line: line))
  }

  /// What to say about a setting that a table does not have: where it belongs, what may have been meant, or all there are.
  private static func unknown(_ key: String, in table: String, _ settings: [ConfigurationSetting]) -> String {
    let problem = "[\(table)] has no setting `\(key)`."
    if let other = ConfigurationSetting.all.first(where: { $0.key == key }) {
      return "\(problem) It belongs in [\(other.table)]."
    }
    let tables = table == "tool.libprof" ? ["thresholds", "weights", PathRule.key] : []
    let known = settings.map(\.key) + tables
    let hint = NearestName.question(about: key, among: known)
    return hint.isEmpty ? "\(problem) It has: \(known.joined(separator: ", "))." : problem + hint
  }
}
