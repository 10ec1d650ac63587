internal import Recording

/// Turns samples into the share of each library.
///
/// A sample counts for every library on its call path: time in a library that another one called is seen under both, so the
/// shares do not add up to 1. The thread that began the process counts with all its time, others with the time in which
/// they did not wait, for an idle pool is no use of anything.
struct UtilizationBuilder {
  private struct Times {
    var initialization = 0.0, invocation = 0.0, own = 0.0
    /// The invocations' time in one start.
    var perStart = 0.0
  }

  private let finder: DistributionFinder
  private let isCommand: Bool
  private var owners: [String: Distribution?] = [:]
  private var times: [Distribution: Times] = [:]
  private var total = Times()

  /// The share of each library in the samples of all runs; empty if there are none.
  static func build(from recording: Recording, _ finder: DistributionFinder) -> [Distribution: Utilization] {
    var builder = UtilizationBuilder(recording, finder)
    for run in recording.runs {
      for process in run.processes { builder.add(process, weight: run.weight) }
    }
    let weight = recording.runs.map(\.weight).reduce(0, +)
    func share(_ part: Double, _ whole: Double) -> Double { whole > 0 ? part / whole : 0 }
    return builder.times.mapValues {
      Utilization(
        initialization: share($0.initialization, builder.total.initialization),
        invocation: share($0.invocation, builder.total.invocation),
        ownInvocation: share($0.own, builder.total.invocation),
        invocationTime: $0.perStart / max(weight, 1e-9)
      )
    }
  }

  private init(_ recording: Recording, _ finder: DistributionFinder) {
    self.finder = finder
    if case .command = recording.program.entry { isCommand = true } else { isCommand = false }
  }

  private mutating func add(_ process: ProcessRecord, weight: Double) {
    let tree = process.samples
    // What is true of a node's path follows from its caller's.
    var onPath: [Set<Distribution>] = []
    var innermost: [Distribution?] = []
    let isImporting = tree.isImporting
    for node in tree.nodes {
      let own = owner(of: node.site.file)
      onPath.append((node.parent.map { onPath[$0] } ?? []).union(own.map { [$0] } ?? []))
      innermost.append(own ?? node.parent.flatMap { innermost[$0] })
    }
    for sampled in tree.weights where process.phases.indices.contains(sampled.phase) {
      let kind = process.kind(ofPhase: sampled.phase)
      guard kind == .initialization || kind == .invocation else { continue }
      let time = Double(sampled.thread == 0 ? sampled.time : sampled.runningTime) * weight
      let isInvocation = kind == .invocation || isCommand && !isImporting[sampled.node]
      if isInvocation { total.invocation += time } else { total.initialization += time }
      for distribution in onPath[sampled.node] {
        if isInvocation {
          times[distribution, default: Times()].invocation += time
          times[distribution, default: Times()].perStart += time / Double(max(tree.starts, 1))
        } else {
          times[distribution, default: Times()].initialization += time
        }
      }
      if isInvocation, let distribution = innermost[sampled.node] {
        times[distribution, default: Times()].own += time
      }
    }
  }

  private mutating func owner(of file: String) -> Distribution? {
    if let known = owners[file] { return known }
    // Frozen modules and text that was compiled belong to whoever called them.
    let owner = file.hasPrefix("<") ? nil : finder.owner(of: file)
    owners[file] = owner
    return owner
  }
}
