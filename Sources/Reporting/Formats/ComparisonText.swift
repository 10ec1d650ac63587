public import ImportGraph
internal import Recording

/// Two recordings side by side, for people to read: what a change of the program did to its start.
public struct ComparisonText {
  private let before: ImportGraph, after: ImportGraph
  /// How headings are set off.
  public var style = Style.plain

  /// Takes what is to be compared.
  public init(_ before: ImportGraph, _ after: ImportGraph) {
    self.before = before
    self.after = after
  }

  /// The comparison, with a line end behind each line.
  public var text: String {
    let (old, new) = (libraries(of: before), libraries(of: after))
    var lines = [
      style.heading("Initialization \(time(before.initializationTime)) → \(time(after.initializationTime))")
        + ", \(before.modules.count - 1) → \(after.modules.count - 1) modules, Python \(before.interpreter.version)"
        + (before.interpreter.version == after.interpreter.version ? "." : " → \(after.interpreter.version).")
    ]
    let changed = Set(old.keys).union(new.keys).map { name in
      (name: name, old: old[name, default: 0], new: new[name, default: 0])
    }
    .filter { $0.old.distance(to: $0.new).magnitude >= Self.leastChange }
    .sorted { ($0.old.distance(to: $0.new).magnitude, $1.name) > ($1.old.distance(to: $1.new).magnitude, $0.name) }
    if !changed.isEmpty {
      var table = Table([("library", .left), ("before", .right), ("after", .right), ("change", .right)])
      for row in changed {
        let sign = row.new > row.old ? "+" : "−"
        let change = time(UInt64(row.old.distance(to: row.new).magnitude))
        table.append([row.name, old[row.name].map(time) ?? "–", new[row.name].map(time) ?? "–", sign + change])
      }
      let rows = table.lines(width: Wrapping.width)
      lines += [style.faint(rows[0])] + rows.dropFirst()
    }
    lines += names("No longer loaded", in: before, butNotIn: after) + names("Newly loaded", in: after, butNotIn: before)
    if lines.count == 1 {
      lines.append("The same modules are loaded, and no library takes another time by 1 ms or more.")
    }
    return lines.wrapped
  }

  /// Smaller differences are noise.
  private static let leastChange = 1_000_000

  private func libraries(of graph: ImportGraph) -> [String: UInt64] {
    graph.modules.dropFirst().reduce(into: [:]) { times, module in
      // A library that was updated is still the same one.
      times[module.distribution.name.isEmpty ? "the program" : module.distribution.name, default: 0] += module.selfTime
    }
  }

  private func names(_ title: String, in graph: ImportGraph, butNotIn other: ImportGraph) -> [String] {
    let known = Set(other.modules.map(\.name))
    let gone = Set(graph.modules.map(\.name)).subtracting(known)
    // A package stands for its parts.
    let tops = gone.filter { name in
      name.lastIndex(of: ".").map { !gone.contains(String(name[..<$0])) } ?? true
    }
    guard !tops.isEmpty else { return [] }
    let shown = tops.sorted().prefix(20)
    let rest = tops.count - shown.count
    return [
      "\(title) (\(gone.count) modules): \(shown.joined(separator: ", "))" + (rest > 0 ? " and \(rest) more" : "")
    ]
  }

  private func time(_ nanoseconds: UInt64) -> String { Figures.time(nanoseconds: Double(nanoseconds)) }
}
