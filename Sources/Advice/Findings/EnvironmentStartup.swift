internal import Foundation
internal import ImportGraph

/// What the environment adds to the start of every interpreter, before the program's first line.
enum EnvironmentStartup {
  static func findings(_ graph: ImportGraph, _ thresholds: FindingThresholds) -> [Finding] {
    // What it adds comes before the initialization.
    let total = Double(max(graph.startup.time + graph.initializationTime, 1))
    return Dictionary(grouping: graph.startup.additions, by: \.distribution).compactMap { distribution, additions in
      let time = additions.reduce(UInt64(0)) { $0 + $1.time }
      guard Double(time) >= total * thresholds.libraryShare else { return nil }
      let names = additions.map(\.name).joined(separator: ", ")
      let isCustomizing = additions.allSatisfy { ["sitecustomize", "usercustomize"].contains($0.name) }
      let cause = isCustomizing ? "site" : "a .pth file"
      let start = String(format: "%.0f ms", Double(graph.startup.time) / 1_000_000)
      return Finding(
        pattern: .startup,
        distribution: distribution,
        moduleCount: additions.reduce(0) { $0 + $1.moduleCount },
        time: time,
        memory: additions.reduce(0) { $0 + $1.memory },
        share: Double(time) / total,
        events: graph.runs.map(\.event),
        eventCount: graph.runs.count,
        evidence: "\(cause) loads \(names) before the program begins; the interpreter's start takes \(start) in all",
        suggestion: isCustomizing
          ? "make that file lighter, or start with python -S where nothing of site is needed"
          : "uninstall what the program does not need, or leave its .pth file out of the environment that is shipped",
        parts: [],
        utilization: nil,
        callPath: [],
        sites: []
      )
    }
  }
}
