public import Advice

/// A baseline beside the one that it replaces, for people to read: nothing is loosened without a word.
public struct BaselineText {
  private let old: Baseline?, new: Baseline

  /// Takes what is to be compared; nil for a first baseline.
  public init(from old: Baseline?, to new: Baseline) {
    self.old = old
    self.new = new
  }

  /// The lines, each with its line end.
  public var text: String {
    var table = Table([("event", .left), ("what", .left), ("before", .right), ("now", .right)])
    for start in new.starts {
      let before = old?.start(of: start.event)
      for (what, describe) in Self.quantities {
        table.append([start.event, what, before.map(describe) ?? "–", describe(start)])
      }
    }
    var lines = table.lines(width: Wrapping.width)
    if let old {
      let gone = old.starts.map(\.event).filter { new.start(of: $0) == nil }
      if !gone.isEmpty { lines.append("No longer recorded: \(gone.joined(separator: ", "))") }
      lines += Self.names("Newly loaded", Self.modules(of: new).subtracting(Self.modules(of: old)))
      lines += Self.names("No longer loaded", Self.modules(of: old).subtracting(Self.modules(of: new)))
    }
    return lines.wrapped
  }

  private static let quantities: [(String, @Sendable (Baseline.Start) -> String)] = [
    (
      Budget.Quantity.initialization.rawValue,
      { start in
        let factor = Double(start.initializationTime) / Double(max(start.interpreterTime, 1))
        return
          "\(Figures.time(nanoseconds: Double(start.initializationTime))), \(CheckWords.times(factor))× the interpreter"
      }
    ),
    (Budget.Quantity.memory.rawValue, { Figures.memory(Double($0.memory)) }),
    (Budget.Quantity.modules.rawValue, { "\($0.modules.count)" }),
  ]

  private static func modules(of baseline: Baseline) -> Set<String> {
    baseline.starts.reduce(into: []) { $0.formUnion($1.modules) }
  }

  private static func names(_ title: String, _ names: Set<String>) -> [String] {
    // A package stands for its parts.
    let tops = names.filter { name in
      name.lastIndex(of: ".").map { !names.contains(String(name[..<$0])) } ?? true
    }
    guard !tops.isEmpty else { return [] }
    let rest = max(0, tops.count - 20)
    return [
      "\(title) (\(names.count) module\(names.count == 1 ? "" : "s")): \(tops.sorted().prefix(20).joined(separator: ", "))"
        + (rest > 0 ? " and \(rest) more" : "")
    ]
  }
}
