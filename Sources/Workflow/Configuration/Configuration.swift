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

  private struct Entry {
    let setting: ConfigurationSetting
    let values: [String]
  }

  private var entries: [Entry] = []

  /// Reads the settings of a folder's program; none where there is no file.
  ///
  /// - Throws: `ConfigurationError` for what is no TOML, an unknown setting, or a value of the wrong type.
  public init(in folder: String) throws(ConfigurationError) {
    let bytes = RegularFile.contents(of: "\(folder)/\(Self.file)") ?? []
    try self.init(text: String(decoding: bytes, as: UTF8.self))
  }

  /// Reads settings.
  ///
  /// - Throws: `ConfigurationError`.
  init(text: String) throws(ConfigurationError) {
    if let line = TOMLTableHeads.firstBrokenLine(in: text) {
      throw ConfigurationError(line: line, "this is no TOML: a table needs a name. Correct the line.")
    }
    let document: TOMLTable
    do {
      document = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw ConfigurationError(
        line: error.source.begin.line,
        "this is no TOML: \(error.description). Correct the line."
      )
    } catch {
      throw ConfigurationError(line: 1, "this is no TOML: \(error).")
    }
    guard let table = document["tool"]?.table?["libprof"]?.table else { return }
    let lines = ConfigurationLines(text)
    let settings = ConfigurationSetting.all
    var weights: [String: Double] = [:]
    for (key, value) in table {
      switch key {
      case "thresholds", "weights":
        guard let inner = value.table else {
          throw ConfigurationError(line: lines.line(of: key), "`\(key)` is a table: write [tool.libprof.\(key)].")
        }
        for (name, value) in inner {
          let line = lines.line(of: name, in: key)
          if key == "weights" {
            weights[name] = try Self.weight(value, of: name, line)
          } else {
            try add(name, value, settings.filter { $0.group == .thresholds }, "tool.libprof.\(key)", line)
          }
        }
      default:
        try add(key, value, settings.filter { $0.group != .thresholds }, "tool.libprof", lines.line(of: key))
      }
    }
    let order = settings.map(\.key)
    entries.sort { (order.firstIndex(of: $0.setting.key) ?? 0) < (order.firstIndex(of: $1.setting.key) ?? 0) }
    try weigh(weights, lines)
  }

  /// Adds to what was typed what a folder's program sets; the file is read only for commands that it concerns.
  ///
  /// - Parameters:
  ///   - arguments: what was typed behind the tool's name.
  ///   - folder: where the file is looked for.
  /// - Returns: the arguments to parse.
  /// - Throws: `ConfigurationError`.
  public static func complete(_ arguments: [String], in folder: String) throws(ConfigurationError) -> [String] {
    guard let command = arguments.first, groups(of: command) != nil else { return arguments }
    return try Configuration(in: folder).applied(to: arguments)
  }

  /// The arguments that a command is to be run with: what is set and was not typed, then what was.
  ///
  /// - Parameter arguments: what was typed behind the tool's name.
  /// - Returns: the same, with what is set behind the command's name.
  public func applied(to arguments: [String]) -> [String] {
    guard let command = arguments.first, let groups = Self.groups(of: command) else { return arguments }
    let typed = arguments.dropFirst().prefix { $0 != "--" }
    guard !typed.contains("--help"), !typed.contains("-h") else { return arguments }
    let hasCommand = arguments.contains("--")
    func isTyped(_ flag: String) -> Bool { typed.contains { $0 == flag || $0.hasPrefix(flag + "=") } }
    let namesProgram = hasCommand || ["--handler", "--wsgi", "--asgi"].contains(where: isTyped)
    let namesEvents = isTyped("--event") || isTyped("--request")
    var options: [String] = []
    var tail: [String] = []
    for entry in entries where groups.contains(entry.setting.group) {
      let flag = entry.setting.flag
      switch entry.setting.key {
      // What is typed names another program, or the same one with other events.
      case "handler", "wsgi", "asgi", "init-ends": if namesProgram || isTyped(flag) { continue }
      case "command":
        if !namesProgram { tail = ["--"] + entry.values }
        continue
      case "events":
        if !namesProgram, !namesEvents { options = [flag] + entry.values + options }
        continue
      case "python": if hasCommand || isTyped(flag) { continue }
      default: if isTyped(flag) { continue }
      }
      options += entry.values.map { entry.setting.kind.isFlag ? flag : "\(flag)=\($0)" }
    }
    return [command] + options + arguments.dropFirst() + tail
  }

  /// The settings that a command has options for; nil for commands that have none.
  private static func groups(of command: String) -> Set<ConfigurationSetting.Group>? {
    switch command {
    case "profile": [.program, .sampling]
    case "report": [.plan, .thresholds]
    case "why": [.plan]
    case "fix": [.program, .sampling, .plan, .proof]
    default: nil
    }
  }

  private mutating func add(
    _ key: String,
    _ value: any TOMLValueConvertible,
    _ settings: [ConfigurationSetting],
    _ table: String,
    _ line: Int
  ) throws(ConfigurationError) {
    guard let setting = settings.first(where: { $0.key == key }) else {
      throw ConfigurationError(
        line: line,
        "[\(table)] has no setting `\(key)`. It has: \(settings.map(\.key).joined(separator: ", "))."
      )
    }
    guard let values = setting.values(of: value) else {
      throw ConfigurationError(line: line, "`\(key)` is to be \(setting.expectation).")
    }
    entries.append(Entry(setting: setting, values: values))
  }

  private static func weight(
    _ value: any TOMLValueConvertible,
    of event: String,
    _ line: Int
  ) throws(ConfigurationError) -> Double {
    guard let weight = value.double ?? value.int.map(Double.init), weight > 0 else {
      throw ConfigurationError(line: line, "the weight of `\(event)` is to be a number above 0.")
    }
    return weight
  }

  /// Says each event's weight behind its name, as on the command line.
  private mutating func weigh(_ weights: [String: Double], _ lines: ConfigurationLines) throws(ConfigurationError) {
    guard !weights.isEmpty else { return }
    let index = entries.firstIndex { $0.setting.key == "events" }
    let events = index.map { entries[$0].values } ?? []
    if let unknown = weights.keys.sorted().first(where: { !events.contains($0) }) {
      throw ConfigurationError(
        line: lines.line(of: unknown, in: "weights"),
        "`\(unknown)` is none of the events. Add it to `events`, or take its weight away."
      )
    }
    guard let index else { return }
    let weighted = events.map { event in weights[event].map { "\(event):\($0)" } ?? event }
    entries[index] = Entry(setting: entries[index].setting, values: weighted)
  }
}

extension ConfigurationSetting {
  /// The values as they are typed on the command line; nil if the value is of another type.
  func values(of value: any TOMLValueConvertible) -> [String]? {
    switch kind {
    case .text: value.string.flatMap { $0.isEmpty ? nil : [$0] }
    case .choice(let choices): value.string.flatMap { choices.contains($0) ? [$0] : nil }
    case .number(let range):
      (value.double ?? value.int.map(Double.init)).flatMap { range.contains($0) ? ["\($0)"] : nil }
    case .count(let range): value.int.flatMap { range.contains($0) ? ["\($0)"] : nil }
    case .flag: value.bool.map { $0 ? [""] : [] }
    case .texts:
      value.array.flatMap { array in
        let texts = array.compactMap(\.string)
        return texts.count == array.count ? texts : nil
      }
    }
  }

  /// What may be written, in words that follow "is to be".
  var expectation: String {
    switch kind {
    case .text: "a text, as in \(key) = \"…\""
    case .texts: "a list of texts, as in \(key) = [\"…\"]"
    case .flag: "true or false"
    case .choice(let choices): "one of " + choices.map { "\"\($0)\"" }.joined(separator: ", ")
    case .number(let range): "a number between \(Self.plain(range.lowerBound)) and \(Self.plain(range.upperBound))"
    case .count(let range): "a whole number between \(range.lowerBound) and \(range.upperBound)"
    }
  }

  private static func plain(_ number: Double) -> String { "\(Int(number))" }
}
