internal import ImportGraph
internal import Recording

/// The trees that the charts draw: what was imported inside of what, and where samples found the program.
struct PageCharts: Encodable {
  /// Nodes column by column; parents come before their children.
  struct Tree: Encodable {
    let title: String
    /// The phase that samples are from.
    let phase: Phase.Kind?
    /// Places in the columns of the frames, and the parents, -1 for the outermost.
    fileprivate(set) var frames: [Int] = [], parents: [Int] = []
    /// Each node's own time.
    fileprivate(set) var times: [Int] = []
  }

  /// Modules and functions, column by column.
  struct Frames: Encodable {
    fileprivate(set) var names: [String] = []
    /// Indices into the files, -1 where there is none; and lines.
    fileprivate(set) var files: [Int] = [], lines: [Int] = []
    /// Places in the columns of the modules, -1 for what is none of them.
    fileprivate(set) var modules: [Int] = []
  }

  let frames: Frames
  let files: [String]
  let imports: [Tree], samples: [Tree]
  /// The titles of trees that were left out, because the page would become too large.
  let omitted: [String]

  init(_ recording: Recording, _ graph: ImportGraph) {
    func numbers<Key: Hashable>(_ key: (Module) -> Key?) -> [Key: Int] {
      Dictionary(graph.modules.dropFirst().compactMap { module in key(module).map { ($0, module.index - 1) } }) {
        first,
        _ in first
      }
    }
    let (names, paths) = (numbers(\.name), numbers(\.file))
    let owners = Owners(recording)
    var builder = ChartBuilder(root: graph.project.root)
    let starts = ImportStacks.trees(of: recording, owners).filter { !$0.nodes.isEmpty }
    imports = builder.trees([Self.usualStart(graph)] + starts) { names[$0.load?.name ?? $0.frame.name] }
    samples = builder.trees(SampleStacks.trees(of: recording, owners)) { paths[$0.frame.file] }
    (frames, files, omitted) = (builder.frames, builder.files, builder.omitted)
  }

  /// The modules inside of those that imported them first, with their usual times.
  private static func usualStart(_ graph: ImportGraph) -> StackTree {
    let events = graph.runs.count == 1 ? "the recorded event" : "all events, usual times"
    var tree = StackTree(title: "Before the answer: \(events)")
    for module in graph.modules.dropFirst() {
      let importer = module.firstImporter - 1
      _ = tree.add(
        StackTree.Frame(name: module.name, file: module.file ?? "", line: module.file == nil ? 0 : 1),
        inside: importer >= 0 && importer < module.index - 1 ? importer : nil,
        selfTime: module.selfTime,
        owner: module.distribution
      )
    }
    return tree
  }
}

/// Packs trees that share most of their frames.
private struct ChartBuilder {
  /// Of imports and of samples each; a node takes about 20 bytes.
  private static let mostNodes = 20_000
  /// What is narrower than this part of its tree is its parent's own time, in a tree that would be too large otherwise.
  private static let leastShares = [0, 1.0 / 10_000, 1.0 / 2_000]
  private static let largestTree = 4_000

  let root: String
  private(set) var frames = PageCharts.Frames()
  private(set) var files: [String] = []
  private(set) var omitted: [String] = []
  private var frameNumbers: [StackTree.Frame: Int] = [:]
  private var fileNumbers: [String: Int] = [:]

  init(root: String) {
    self.root = root
  }

  /// Packs as many trees as fit.
  mutating func trees(_ trees: [StackTree], module: (StackTree.Node) -> Int?) -> [PageCharts.Tree] {
    var result: [PageCharts.Tree] = []
    var count = 0
    for tree in trees {
      let inclusive = tree.inclusiveTimes
      let total = zip(tree.nodes, inclusive).reduce(0) { $0 + ($1.0.parent == nil ? Double($1.1) : 0) }
      func shown(_ share: Double) -> [Int] { tree.nodes.indices.filter { Double(inclusive[$0]) >= total * share } }
      let choices = Self.leastShares.lazy.map(shown)
      let kept = choices.first { $0.count <= Self.largestTree } ?? shown(Self.leastShares[Self.leastShares.count - 1])
      guard count + kept.count <= Self.mostNodes || result.isEmpty else {
        omitted.append(tree.phase.map { "\(tree.title) (\($0.rawValue))" } ?? tree.title)
        continue
      }
      count += kept.count
      result.append(packed(tree, kept, module))
    }
    return result
  }

  private mutating func packed(
    _ tree: StackTree,
    _ kept: [Int],
    _ module: (StackTree.Node) -> Int?
  ) -> PageCharts.Tree {
    var result = PageCharts.Tree(title: tree.title, phase: tree.phase)
    var numbers = [Int](repeating: -1, count: tree.nodes.count)
    for (number, node) in kept.enumerated() { numbers[node] = number }
    var times = [UInt64](repeating: 0, count: kept.count)
    for (index, node) in tree.nodes.enumerated() {
      // A node takes at least the time of those inside it, so that the parent of one that is kept is kept.
      let nearest = sequence(first: index) { tree.nodes[$0].parent }.first { numbers[$0] >= 0 }
      if let nearest { times[numbers[nearest]] += node.selfTime }
    }
    for node in kept {
      result.frames.append(number(of: tree.nodes[node], module))
      result.parents.append(tree.nodes[node].parent.map { numbers[$0] } ?? -1)
    }
    result.times = times.map(microseconds)
    return result
  }

  private mutating func number(of node: StackTree.Node, _ module: (StackTree.Node) -> Int?) -> Int {
    if let known = frameNumbers[node.frame] { return known }
    frameNumbers[node.frame] = frames.names.count
    frames.names.append(node.frame.name)
    frames.files.append(number(of: node.frame.file))
    frames.lines.append(node.frame.line)
    frames.modules.append(module(node) ?? -1)
    return frames.names.count - 1
  }

  private mutating func number(of file: String) -> Int {
    guard !file.isEmpty else { return -1 }
    if let known = fileNumbers[file] { return known }
    fileNumbers[file] = files.count
    files.append(Figures.path(file, below: root))
    return files.count - 1
  }
}
