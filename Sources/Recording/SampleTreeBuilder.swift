internal import Sampling

/// Joins what a sampler saw with the phases of the process.
struct SampleTreeBuilder {
  private struct Place: Hashable, Comparable {
    var node: Int, phase: Int, thread: Int

    static func < (left: Place, right: Place) -> Bool {
      (left.node, left.phase, left.thread) < (right.node, right.phase, right.thread)
    }
  }

  private var tree = SampleTree()
  private var numbers: [SampleTree.Node: Int] = [:]
  private var weights: [Place: SampleTree.Weight] = [:]

  /// The tree of one process.
  ///
  /// - Parameters:
  ///   - samples: what was seen of a start.
  ///   - own: the phases of that start; both clocks are the monotonic one.
  ///   - phases: the phases of the process that the tree is for; samples of a phase it lacks are left out.
  /// - Returns: the tree.
  static func build(_ samples: ProcessSamples, in own: [Phase], for phases: [Phase]) -> SampleTree {
    var builder = SampleTreeBuilder()
    builder.add(samples, aligned(own, to: phases), phases)
    builder.tree.weights = builder.weights.sorted { $0.key < $1.key }.map(\.value)
    return builder.tree
  }

  /// The phases of a sampled start.
  ///
  /// Without calls recorded (before Python 3.12 they would show in the samples) the end of a command's initialization cannot be
  /// seen. It then lies where it lay in the start that shows it: at the same share of what follows the interpreter's own start,
  /// because one start may be slower than the other.
  static func aligned(_ own: [Phase], to phases: [Phase]) -> [Phase] {
    let first = phases.firstIndex { $0.kind == .initialization }
    guard own.map(\.kind) != phases.map(\.kind), let first, let whole = phases.last?.ended,
      let start = own.first(where: { $0.kind == .initialization })?.began, let end = own.last?.ended,
      whole > phases[first].began, end > start
    else { return own }
    let scale = Double(end - start) / Double(whole - phases[first].began)
    func place(_ time: UInt64) -> UInt64 { start + UInt64(Double(time &- min(phases[first].began, time)) * scale) }
    return own.prefix { $0.kind == .interpreterStart }
      + phases[first...].map { Phase(kind: $0.kind, name: $0.name, began: place($0.began), ended: place($0.ended)) }
  }

  private mutating func add(_ seen: ProcessSamples, _ own: [Phase], _ phases: [Phase]) {
    tree = SampleTree(starts: 1, discarded: seen.discarded, problem: seen.problem)
    let nodes = merge(seen)
    for sample in seen.samples {
      // A sample before the first phase or after the last belongs to its neighbour.
      let phase = own.lastIndex { $0.began <= sample.time } ?? 0
      guard own.indices.contains(phase), phases.indices.contains(phase), phases[phase].kind == own[phase].kind else {
        continue
      }
      let place = Place(node: nodes[sample.node], phase: phase, thread: sample.thread)
      var weight =
        weights[place]
        ?? SampleTree.Weight(node: place.node, phase: phase, thread: sample.thread, count: 0, time: 0, runningTime: 0)
      weight.count += 1
      weight.time += sample.weight
      if sample.isRunning { weight.runningTime += sample.weight }
      weights[place] = weight
    }
  }

  /// The numbers in the tree of the nodes that were seen.
  private mutating func merge(_ seen: ProcessSamples) -> [Int] {
    var merged: [Int] = []
    for node in seen.nodes {
      let function = seen.functions[node.function]
      let wanted = SampleTree.Node(
        parent: node.parent.map { merged[$0] },
        site: CodeSite(file: function.file, line: function.line),
        name: function.name
      )
      let number = numbers[wanted] ?? tree.nodes.count
      if number == tree.nodes.count {
        numbers[wanted] = number
        tree.nodes.append(wanted)
      }
      merged.append(number)
    }
    return merged
  }
}
