internal import Recording

/// The samples of a recording as stacks: a function's frame lies inside that of its caller.
enum SampleStacks {
  /// One tree per process of each run and phase kind, where samples were taken.
  static func trees(of recording: Recording, _ owners: Owners) -> [StackTree] {
    recording.runs.flatMap { run in
      run.processes.flatMap { process in
        trees(of: process, title: run.title(of: process), owners)
      }
    }
  }

  private static func trees(of process: ProcessRecord, title: String, _ owners: Owners) -> [StackTree] {
    let weights = process.samples.weights.filter { process.phases.indices.contains($0.phase) }
    let byPhase = Dictionary(grouping: weights) { process.kind(ofPhase: $0.phase) }
    return [Phase.Kind.interpreterStart, .initialization, .invocation, .exit].compactMap { kind in
      byPhase[kind].map { weights in
        var tree = tree(of: process, weights, title: "\(title): \(kind.rawValue)", owners)
        tree.phase = kind
        return tree
      }
    }
  }

  private static func tree(
    of process: ProcessRecord,
    _ weights: [SampleTree.Weight],
    title: String,
    _ owners: Owners
  ) -> StackTree {
    var times: [Int: UInt64] = [:]
    for weight in weights { times[weight.node, default: 0] += weight.time }
    var needed = Set(times.keys)
    for node in times.keys {
      var outer = process.samples.nodes[node].parent
      while let index = outer, needed.insert(index).inserted { outer = process.samples.nodes[index].parent }
    }
    var tree = StackTree(title: title)
    var numbers: [Int: Int] = [:]
    // Several starts were sampled: the times are those of one.
    let starts = UInt64(max(1, process.samples.starts))
    for index in process.samples.nodes.indices where needed.contains(index) {
      let node = process.samples.nodes[index]
      numbers[index] = tree.add(
        StackTree.Frame(name: node.name, file: node.site.file, line: node.site.line),
        inside: node.parent.flatMap { numbers[$0] },
        selfTime: times[index, default: 0] / starts,
        owner: owners.owner(of: node.site)
      )
    }
    return tree
  }
}
