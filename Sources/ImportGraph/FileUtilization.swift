public import Recording

/// How much of the invocations' time samples found in each file, as shares from 0 to 1.
///
/// A sample counts for every file on its call path, so the shares do not add up to 1. Which samples belong to invocations,
/// and with what time, is as in the utilization of libraries.
public struct FileUtilization: Sendable {
  /// The shares by the file's path; nil if no sample met an invocation.
  public let shares: [String: Double]?

  /// Adds up the samples of all runs.
  ///
  /// - Complexity: O(nodes · depth of the call tree).
  public init(_ recording: Recording) {
    var times: [String: Double] = [:]
    var total = 0.0
    for run in recording.runs {
      for process in run.processes {
        Self.add(process, run.weight, isCommand: recording.program.entry.isCommand, to: &times, &total)
      }
    }
    shares = total > 0 ? times.mapValues { $0 / total } : nil
  }

  private static func add(
    _ process: ProcessRecord,
    _ weight: Double,
    isCommand: Bool,
    to times: inout [String: Double],
    _ total: inout Double
  ) {
    let nodes = process.samples.nodes
    let isImporting = process.samples.isImporting
    var inclusive = [Double](repeating: 0, count: nodes.count)
    for sampled in process.samples.weights where process.phases.indices.contains(sampled.phase) {
      let kind = process.kind(ofPhase: sampled.phase)
      guard kind == .invocation || kind == .initialization && isCommand && !isImporting[sampled.node] else { continue }
      let time = Double(sampled.thread == 0 ? sampled.time : sampled.runningTime) * weight
      inclusive[sampled.node] += time
      total += time
    }
    for index in nodes.indices.reversed() {
      if let parent = nodes[index].parent { inclusive[parent] += inclusive[index] }
    }
    for (index, node) in nodes.enumerated() where inclusive[index] > 0 {
      // What lies below another function of the file is counted there.
      let callers = sequence(first: node) { $0.parent.map { nodes[$0] } }.dropFirst()
      if !callers.contains(where: { $0.site.file == node.site.file }) {
        times[node.site.file, default: 0] += inclusive[index]
      }
    }
  }
}

extension SampleTree {
  /// By node, whether an import is under way: a command has no mark where its imports end.
  var isImporting: [Bool] {
    var isImporting: [Bool] = []
    for node in nodes {
      isImporting.append(
        node.site.file == "<frozen importlib._bootstrap>" || (node.parent.map { isImporting[$0] } ?? false)
      )
    }
    return isImporting
  }
}
