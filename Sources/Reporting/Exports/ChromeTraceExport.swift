internal import ImportGraph
internal import Recording

/// Chrome's trace events, for Perfetto and chrome://tracing: one process per tree.
///
/// Weights have no instants. Each stack begins with those inside it, in their order, and its own time comes last.
enum ChromeTraceExport {
  private struct File: Encodable {
    let traceEvents: [Event]
    let displayTimeUnit = "ms"
  }

  /// Complete events (`X`) with times in microseconds, and metadata (`M`) that names a process.
  private struct Event: Encodable {
    let name: String
    let ph: String
    let pid: Int
    let tid = 1
    var cat: String?
    var ts: Double?
    var dur: Double?
    var args: Arguments?
  }

  /// What a viewer shows beside the span that is looked at.
  private struct Arguments: Encodable {
    /// Of a process: its name.
    var name: String?
    var file: String?
    var distribution: String?, version: String?
    /// Of a load: where its code came from, and the line that asked for it.
    var kind: ModuleLoad.Kind?, site: String?
    var cpuNs: UInt64?, selfCpuNs: UInt64?
    var memoryBytes: Int64?, selfMemoryBytes: Int64?

    init(name: String) { self.name = name }

    init(_ node: StackTree.Node) {
      file = node.frame.file.isEmpty ? nil : node.frame.file
      distribution = node.owner?.name
      version = node.owner.flatMap { $0.version.isEmpty ? nil : $0.version }
      guard let load = node.load else { return }
      kind = load.kind
      site = load.site.map { "\($0.file):\($0.line)" }
      (cpuNs, selfCpuNs) = (load.inclusiveCPU, load.selfCPU)
      (memoryBytes, selfMemoryBytes) = (load.inclusiveMemory, load.selfMemory)
    }
  }

  static func bytes(of trees: [StackTree]) -> [UInt8] {
    encodedJSON(File(traceEvents: trees.enumerated().flatMap { events(of: $1, process: $0 + 1) }))
  }

  private static func events(of tree: StackTree, process: Int) -> [Event] {
    let inclusive = tree.inclusiveTimes
    let (inside, roots) = tree.children
    var begins = [UInt64](repeating: 0, count: tree.nodes.count)
    func place(_ nodes: [Int], from begin: UInt64) {
      var begin = begin
      for node in nodes {
        begins[node] = begin
        begin += inclusive[node]
      }
    }
    place(roots, from: 0)
    for node in tree.nodes.indices { place(inside[node], from: begins[node]) }
    let head = Event(name: "process_name", ph: "M", pid: process, args: Arguments(name: tree.title))
    return [head]
      + tree.nodes.indices.map { index in
        Event(
          name: tree.nodes[index].frame.name,
          ph: "X",
          pid: process,
          cat: "python",
          ts: Double(begins[index]) / 1000,
          dur: Double(inclusive[index]) / 1000,
          args: Arguments(tree.nodes[index])
        )
      }
  }
}
