internal import Foundation
internal import ImportGraph
internal import Recording

/// Modules that are compiled from source at every start, because there is no bytecode and none can be written.
enum BytecodeMissing {
  static func findings(_ graph: ImportGraph, _ thresholds: FindingThresholds) -> [Finding] {
    let compiled = Dictionary(grouping: graph.modules.filter { $0.loader == .source }, by: \.distribution)
    let total = Double(max(graph.initializationTime, 1))
    return compiled.compactMap { distribution, modules -> Finding? in
      let time = modules.reduce(UInt64(0)) { $0 + $1.selfTime }
      guard Double(time) >= total * thresholds.libraryShare, let first = modules.min(by: { $0.index < $1.index }) else {
        return nil
      }
      let files = modules.compactMap(\.file)
      let folder = URL(filePath: files.min { $0.count < $1.count } ?? graph.project.root).deletingLastPathComponent()
        .path
      return Finding(
        pattern: .bytecodeMissing,
        distribution: distribution,
        moduleCount: modules.count,
        time: time,
        memory: 0,
        share: Double(time) / total,
        events: graph.runs.map(\.event),
        eventCount: graph.runs.count,
        evidence:
          "\(modules.count) \(modules.count == 1 ? "module is" : "modules are") compiled from source at every start; "
          + "the time is theirs with what they do beside",
        suggestion:
          "python -m compileall \(folder) when the program is installed; see also PYTHONDONTWRITEBYTECODE and "
          + "whether the folder can be written",
        parts: [],
        utilization: nil,
        callPath: graph.callPath(to: first),
        sites: []
      )
    }
  }
}
