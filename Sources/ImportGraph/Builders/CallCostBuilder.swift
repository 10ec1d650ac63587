internal import PythonSyntax
internal import Recording

/// Adds up what the calls of each function took in the phases of an answer.
struct CallCostBuilder {
  private struct Function: Hashable {
    let site: CodeSite, name: String
  }

  private var costs: [Function: CallCost] = [:]

  /// Reads one process.
  ///
  /// - Parameters:
  ///   - process: the process.
  ///   - calls: those of its calls that answer.
  init(_ process: ProcessRecord, _ calls: [FirstCall]) {
    let counted = calls.filter { $0.count > 0 }
    for call in counted {
      costs[Function(site: call.site, name: call.name), default: CallCost(count: 0, time: 0)].count += call.count
    }
    guard !costs.isEmpty, process.samples.starts > 0 else { return }
    let phases = Set(counted.map(\.phase))
    let tree = process.samples
    // A function that calls itself is on its path once.
    var onPath: [Set<Function>] = []
    for node in tree.nodes {
      let function = Function(site: node.site, name: node.name)
      onPath.append((node.parent.map { onPath[$0] } ?? []).union(costs[function] == nil ? [] : [function]))
    }
    for weight in tree.weights where phases.contains(weight.phase) {
      for function in onPath[weight.node] { costs[function]?.time += weight.time / UInt64(tree.starts) }
    }
  }

  /// What the calls of a function took.
  func cost(of call: FirstCall) -> CallCost? { costs[Function(site: call.site, name: call.name)] }
}
