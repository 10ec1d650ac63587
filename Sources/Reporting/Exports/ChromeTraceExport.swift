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
    var args: [String: String]?
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
    let head = Event(name: "process_name", ph: "M", pid: process, args: ["name": tree.title])
    return [head]
      + tree.nodes.indices.map { index in
        let frame = tree.nodes[index].frame
        return Event(
          name: frame.name,
          ph: "X",
          pid: process,
          cat: "python",
          ts: Double(begins[index]) / 1000,
          dur: Double(inclusive[index]) / 1000,
          args: frame.file.isEmpty ? nil : ["file": frame.file]
        )
      }
  }
}
