public import Advice
internal import Foundation
internal import SourceText

/// Sets the numbers of `[tool.libprof.budget]` anew: a tenth above what the starts took.
///
/// The rest of the file stays as it is. Limits that are shares of the baseline stay as well: the baseline is what changes.
public struct BudgetUpdate {
  /// A number of the budget, before and after.
  public struct Change: Sendable, Hashable {
    /// The setting.
    public let key: String
    /// What was written before, if anything was, and what is now.
    public let old: String?, new: String

    /// Whether more is allowed than before.
    public var isLooser: Bool { old.flatMap(Double.init).map { (Double(new) ?? 0) > $0 } ?? false }
  }

  /// What changes; what stays the same is left out.
  public let changes: [Change]
  /// The file as it is to be.
  public let text: String

  /// Plans the change of a folder's `pyproject.toml`.
  ///
  /// - Parameters:
  ///   - current: what the starts took.
  ///   - budget: what the file says now.
  ///   - text: the file.
  /// - Throws: `GateError.budgetNotATable` where the settings are not written as lines of a table.
  public init(_ current: Baseline, _ budget: Budget, text: String) throws(GateError) {
    // Byte by byte, as a line end of two characters is one to Swift.
    var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      String(Substring($0))
    }
    var changes: [Change] = []
    var head = lines.firstIndex(where: Self.isHead)
    if head == nil {
      guard budget == Budget() else { throw .budgetNotATable(file: Configuration.file) }
      while lines.last?.isEmpty == true { lines.removeLast() }
      lines += (lines.isEmpty ? [] : [""]) + ["[tool.libprof.budget]", ""]
      head = lines.count - 2
    }
    let ending = head.map { lines[$0].hasSuffix("\r") ? "\r" : "" } ?? ""
    guard let head else { throw .budgetNotATable(file: Configuration.file) }
    var end = lines[(head + 1)...].firstIndex { $0.drop(while: \.isWhitespace).hasPrefix("[") } ?? lines.count
    var insertion = head + 1
    var meant: [Budget.Quantity: Budget.Limit] = [:]
    for quantity in Budget.Quantity.allCases {
      if budget.limits[quantity]?.needsBaseline == true { continue }
      let new = Self.number(for: quantity, current, budget)
      guard let new else { continue }
      meant[quantity] = Double(new).map { .absolute($0 * BudgetTable.unit(of: quantity)) }
      if let index = (head + 1..<end).first(where: { Self.key(of: lines[$0]) == quantity.rawValue }) {
        let old = Self.value(in: lines[index])
        if Double(old) != Double(new) { changes.append(Change(key: quantity.rawValue, old: old, new: new)) }
        lines[index] = Self.replacing(old, by: new, in: lines[index])
        insertion = index + 1
      } else {
        guard budget.limits[quantity] == nil else { throw .budgetNotATable(file: Configuration.file) }
        lines.insert("\(quantity.rawValue) = \(new)\(ending)", at: insertion)
        changes.append(Change(key: quantity.rawValue, old: nil, new: new))
        (insertion, end) = (insertion + 1, end + 1)
      }
    }
    self.changes = changes
    self.text = lines.joined(separator: "\n")
    // What was written must mean what was meant.
    let read = (try? Budget(text: self.text))?.limits
    guard Budget.Quantity.allCases.allSatisfy({ read?[$0] == meant[$0] ?? budget.limits[$0] }) else {
      throw .budgetNotATable(file: Configuration.file)
    }
  }

  /// A tenth above the most that an event takes for which nothing else is said; nil if there is none.
  private static func number(for quantity: Budget.Quantity, _ current: Baseline, _ budget: Budget) -> String? {
    let values = current.starts.filter { budget.events[$0.event]?[quantity] == nil }.map { start in
      switch quantity {
      case .initialization: Double(start.initializationTime) / Double(max(start.interpreterTime, 1))
      case .memory: Double(start.memory) / 1_048_576
      case .modules: Double(start.modules.count)
      }
    }
    guard let most = values.max() else { return nil }
    let allowed = most * 1.1
    return quantity == .initialization
      ? String(format: "%.1f", max(0.1, (allowed * 10).rounded(.up) / 10)) : "\(Int(max(1, allowed.rounded(.up))))"
  }

  private static func isHead(_ line: String) -> Bool {
    let content = line.filter { !$0.isWhitespace }
    return content == "[tool.libprof.budget]" || content.hasPrefix("[tool.libprof.budget]#")
  }

  private static func key(of line: String) -> String? {
    guard let equals = line.firstIndex(of: "="), line.drop(while: \.isWhitespace).first != "#" else { return nil }
    return line[..<equals].filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
  }

  /// What stands between the equals sign and a comment.
  private static func value(in line: String) -> String {
    let behind = line.firstIndex(of: "=").map { line[line.index(after: $0)...] } ?? ""
    return behind.prefix { $0 != "#" }.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static func replacing(_ old: String, by new: String, in line: String) -> String {
    guard let equals = line.firstIndex(of: "="), let range = line[equals...].range(of: old) else { return line }
    return line.replacingCharacters(in: range, with: new)
  }
}
