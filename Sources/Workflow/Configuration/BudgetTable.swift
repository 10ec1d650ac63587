public import Advice
internal import Foundation
internal import SourceText
internal import TOMLKit

/// Reads `[tool.libprof.budget]`.
///
/// A number counts in the unit of its quantity (bare starts of the interpreter, MiB, modules), a percentage is of the baseline.
struct BudgetTable {
  /// The table's name.
  static let key = "budget"
  /// Where it stands in the file.
  static let path = ["tool", "libprof", key]

  private let lines: ConfigurationLines

  /// Prepares to say on which line something is wrong.
  init(_ lines: ConfigurationLines) {
    self.lines = lines
  }

  /// Understands the table.
  ///
  /// - Throws: `ConfigurationError` for what is no table, an unknown setting, or a value of the wrong kind.
  func budget(_ value: any TOMLValueConvertible) throws(ConfigurationError) -> Budget {
    guard let table = value.table else { throw error([], "`budget` is a table: write [tool.libprof.budget].") }
    var budget = Budget()
    budget.limits = try limits(table, below: [], also: ["baseline", "drift", "events"])
    if let baseline = table["baseline"] {
      guard let file = baseline.string, !file.isEmpty else {
        throw error(["baseline"], "`baseline` is to be a file, as in baseline = \"libprof-baseline.json\".")
      }
      budget.baseline = file
    }
    if let drift = table["drift"] {
      guard let sum = Self.number(drift), sum > 0, sum <= 2 else {
        throw error(
          ["drift"],
          "`drift` is to be a number above 0 and up to 2, the sum of the changes of all events' shares, as in drift = 0.2."
        )
      }
      budget.drift = sum
    }
    if let events = table["events"] {
      guard let events = events.table else {
        throw error(["events"], "`events` is a table for each event: write [tool.libprof.budget.events.\"EVENT\"].")
      }
      for (event, value) in events {
        guard let table = value.table else {
          throw error(
            ["events", event],
            "`\(event)` is a table of limits: write [tool.libprof.budget.events.\"\(event)\"]."
          )
        }
        budget.events[event] = try limits(table, below: ["events", event], also: [])
      }
    }
    return budget
  }

  /// One setting of the table as it is written.
  struct Entry: Sendable {
    /// The names of the tables around it, from the top of the file.
    let table: [String]
    let key: String
    /// As TOML.
    let value: String
    let line: Int
  }

  /// The settings of a table that was understood, in the order of the file.
  func entries(_ table: TOMLTable, below path: [String] = []) -> [Entry] {
    var entries: [Entry] = []
    for (key, value) in table {
      let path = path + [key]
      if let inner = value.table {
        entries += self.entries(inner, below: path)
      } else {
        let written =
          value.array.map { TOMLText.strings($0.compactMap(\.string)) } ?? value.string.map(TOMLText.string)
          ?? value.int.map(String.init) ?? value.double.map { String($0) }
        let line = lines.line(of: Self.path + path)
        entries.append(Entry(table: Self.path + path.dropLast(), key: key, value: written ?? "", line: line))
      }
    }
    return entries.sorted { $0.line < $1.line }
  }

  private func limits(
    _ table: TOMLTable,
    below path: [String],
    also known: [String]
  ) throws(ConfigurationError) -> Budget.Limits {
    var limits = Budget.Limits()
    for (key, value) in table where !known.contains(key) {
      switch key {
      case "init":
        limits.initialization = try limit(value, path + [key], .initialization, "times the interpreter's bare start")
      case "memory": limits.memory = try limit(value, path + [key], .memory, "MiB")
      case "modules": limits.modules = try limit(value, path + [key], .modules, "modules")
      case "forbidden": limits.forbidden = try names(value, path + [key])
      case "lazy": limits.lazy = try names(value, path + [key])
      default:
        let all = ["init", "memory", "modules", "forbidden", "lazy"] + known
        throw error(
          path + [key],
          "[\((["tool.libprof.budget"] + path).joined(separator: "."))] has no setting `\(key)`. It has: "
            + "\(all.joined(separator: ", "))."
        )
      }
    }
    return limits
  }

  private func limit(
    _ value: any TOMLValueConvertible,
    _ path: [String],
    _ quantity: Budget.Quantity,
    _ unit: String
  ) throws(ConfigurationError) -> Budget.Limit {
    let key = path.last ?? ""
    if let number = Self.number(value), number > 0, number.isFinite {
      return .absolute(number * Self.unit(of: quantity))
    }
    if let text = value.string, text.hasSuffix("%"),
      let percent = Double(text.dropLast().trimmingCharacters(in: .whitespaces)), percent > 0, percent.isFinite
    {
      return .ofBaseline(percent / 100)
    }
    throw error(
      path,
      "`\(key)` is to be a number above 0 (\(unit)), or a share of the baseline, as in \(key) = \"110 %\"."
    )
  }

  private func names(_ value: any TOMLValueConvertible, _ path: [String]) throws(ConfigurationError) -> [String] {
    let names = value.array.map { $0.compactMap(\.string).filter { !$0.isEmpty } }
    guard let names, names.count == value.array?.count else {
      let key = path.last ?? ""
      throw error(path, "`\(key)` is to be a list of libraries, as in \(key) = [\"pandas\"].")
    }
    return names
  }

  /// What a number in the table counts, in the unit of the quantity.
  static func unit(of quantity: Budget.Quantity) -> Double { quantity == .memory ? 1_048_576 : 1 }

  private static func number(_ value: any TOMLValueConvertible) -> Double? {
    value.double ?? value.int.map(Double.init)
  }

  private func error(_ path: [String], _ problem: String) -> ConfigurationError {
    ConfigurationError(line: lines.line(of: Self.path + path), problem)
  }
}

extension Budget {
  /// Reads the budget of a folder's program; one without limits where there is none.
  ///
  /// - Throws: `ConfigurationError`.
  public init(in folder: String) throws(ConfigurationError) {
    try self.init(text: Self.text(in: folder))
  }

  /// Reads the budget out of the text of a configuration.
  init(text: String) throws(ConfigurationError) {
    guard let table = try Configuration.document(text)["tool"]?.table?["libprof"]?.table?[BudgetTable.key] else {
      self.init()
      return
    }
    self = try BudgetTable(ConfigurationLines(text)).budget(table)
  }

  /// Where a setting of the budget is written, for messages about what only shows later.
  static func line(of path: [String], in folder: String) -> Int {
    ConfigurationLines(text(in: folder)).line(of: BudgetTable.path + path)
  }

  private static func text(in folder: String) -> String {
    String(decoding: RegularFile.contents(of: "\(folder)/\(Configuration.file)") ?? [], as: UTF8.self)
  }
}
