internal import Advice
internal import Foundation
internal import SourceText
internal import TOMLKit

/// What `[tool.libprof]` in a program's `pyproject.toml` sets: options that are taken as if they had been typed.
///
/// So an option means the same in both places and is checked by the same code, and what is typed wins.
public struct Configuration: Sendable {
  /// The file, in the folder of the program.
  public static let file = "pyproject.toml"

  /// One setting, its values as they are typed, and the line of the file.
  struct Entry: Sendable {
    let setting: ConfigurationSetting
    var values: [String]
    let line: Int
  }

  /// How often an event occurs, or each of those that a pattern stands for.
  struct Weight: Sendable {
    let event: String, number: Double
    let line: Int
  }

  /// What holds for some files.
  struct PathEntry: Sendable {
    let rule: PathRule
    let line: Int
  }

  /// The settings of the file, in the order of `ConfigurationSetting.all`.
  let entries: [Entry]
  /// The weights of events and the rules for paths, by line.
  let weights: [Weight], pathRules: [PathEntry]
  /// The budget, which only `libprof check` reads.
  let budget: [BudgetTable.Entry]
  /// The folder of the file.
  let folder: String

  /// How many settings the file has.
  public var count: Int { entries.count + weights.count + pathRules.count + budget.count }

  /// Reads the settings of a folder's program; none where there is no file.
  ///
  /// - Throws: `ConfigurationError` for what is no TOML, an unknown setting, or a value of the wrong type.
  public init(in folder: String) throws(ConfigurationError) {
    let bytes = RegularFile.contents(of: "\(folder)/\(Self.file)") ?? []
    let reader = try ConfigurationReader(String(decoding: bytes, as: UTF8.self))
    (self.folder, weights, pathRules, budget) = (folder, reader.weights, reader.pathRules, reader.budget)
    entries = reader.entries
    try checkWeights()
  }

  /// The whole file.
  static func document(_ text: String) throws(ConfigurationError) -> TOMLTable {
    if let line = TOMLTableHeads.firstBrokenLine(in: text) {
      throw ConfigurationError(line: line, "this is no TOML: a table needs a name. Correct the line.")
    }
    do {
      return try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw ConfigurationError(
        line: error.source.begin.line,
        "this is no TOML: \(error.description). Correct the line."
      )
    } catch {
      throw ConfigurationError(line: 1, "this is no TOML: \(error).")
    }
  }

  /// Adds to what was typed what a folder's program sets; the file is read only for commands that it concerns.
  ///
  /// - Parameters:
  ///   - arguments: what was typed behind the tool's name.
  ///   - folder: where the file is looked for.
  /// - Returns: the arguments to parse.
  /// - Throws: `ConfigurationError`.
  public static func complete(_ arguments: [String], in folder: String) throws(ConfigurationError) -> [String] {
    guard let command = arguments.first, ConfigurationSetting.groups(of: command) != nil else { return arguments }
    return try Configuration(in: folder).applied(to: arguments)
  }

  /// The arguments that a command is to be run with: what is set and was not typed, then what was.
  ///
  /// - Parameter arguments: what was typed behind the tool's name.
  /// - Returns: the same, with what is set behind the command's name.
  /// - Throws: `ConfigurationError` for events that are not there.
  public func applied(to arguments: [String]) throws(ConfigurationError) -> [String] {
    guard let typed = TypedArguments(arguments), let groups = ConfigurationSetting.groups(of: typed.command),
      !typed.asksForHelp
    else { return arguments }
    var options: [String] = []
    var tail: [String] = []
    for entry in entries where groups.contains(entry.setting.group) && typed.leavesRoom(for: entry.setting) {
      switch entry.setting.key {
      case "command": tail = ["--"] + entry.values
      case "events": options = [entry.setting.flag] + (try weighedEvents(entry)) + options
      default:
        options += entry.values.map { entry.setting.kind.isFlag ? entry.setting.flag : "\(entry.setting.flag)=\($0)" }
      }
    }
    // Those that are typed come last, and go beside these.
    if groups.contains(.plan) { options += pathRules.map { "--\(PathRule.key)=\($0.rule.typed)" } }
    return [typed.command] + options + arguments.dropFirst() + tail
  }
}
