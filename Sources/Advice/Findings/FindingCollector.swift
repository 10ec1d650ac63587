public import ImportGraph
internal import PythonSyntax
internal import Recording

/// Finds the libraries that are loaded at every start and needed by few events or none.
public struct FindingCollector {
  /// What a library must at least cost to be reported: a share of the initialization.
  public var leastShare = 0.01

  private let graph: ImportGraph
  private let usedInRun: [Set<Int>]

  /// Prepares the search.
  public init(_ graph: ImportGraph) {
    self.graph = graph
    usedInRun = graph.runs.map { run in
      let reached = graph.edges.filter { edge in edge.statement.map { run.reached.contains($0) } ?? false }
      return run.used.union(reached.map(\.target))
    }
  }

  /// The findings, the costliest first.
  public func findings() -> [Finding] {
    let libraries = Dictionary(grouping: graph.modules.dropFirst()) { $0.distribution }
    let total = max(graph.initializationTime, 1)
    return libraries.compactMap { distribution, modules -> Finding? in
      guard distribution.kind == .installed else { return nil }
      let events = graph.runs.indices.filter { index in
        modules.contains { usedInRun[index].contains($0.index) }
      }
      guard events.count < graph.runs.count || graph.runs.isEmpty else { return nil }
      let lost = modules + dependents(of: Set(modules.map(\.index)))
      let time = lost.reduce(UInt64(0)) { $0 + $1.selfTime }
      let share = Double(time) / Double(total)
      guard share >= leastShare else { return nil }
      return Finding(
        pattern: events.isEmpty ? .unused : .rarelyUsed,
        distribution: distribution,
        moduleCount: modules.count,
        time: time,
        memory: lost.reduce(0) { $0 + $1.selfMemory },
        share: share,
        events: events.map { graph.runs[$0].event },
        eventCount: graph.runs.count,
        callPath: modules.min { $0.index < $1.index }.map(graph.callPath) ?? [],
        sites: sites(leadingTo: Set(modules.map(\.index)))
      )
    }
    .sorted { ($0.time, $1.distribution) > ($1.time, $0.distribution) }
  }

  /// The modules that are loaded for these only.
  private func dependents(of modules: Set<Int>) -> [Module] {
    let requested = Set(graph.runs.flatMap(\.requested.keys)).subtracting(modules)
    let remaining = graph.closure(of: requested.union([ImportGraph.entry])) { !modules.contains($0.target) }
    return graph.modules.filter { !remaining.contains($0.index) && !modules.contains($0.index) }
  }

  /// The first-party statements that reach a library without passing through another first-party file.
  private func sites(leadingTo modules: Set<Int>) -> [CodeSite] {
    var sources = [[ImportEdge]](repeating: [], count: graph.modules.count)
    for edge in graph.edges { sources[edge.target].append(edge) }
    var sites: Set<CodeSite> = []
    var seen: Set<Int> = []
    var pending = Array(modules)
    while let node = pending.popLast() {
      guard seen.insert(node).inserted else { continue }
      for edge in sources[node] {
        if let site = edge.site, graph.project.isOwn(site.file) {
          sites.insert(site)
        } else {
          pending.append(edge.source)
        }
      }
    }
    return sites.sorted { ($0.file, $0.line) < ($1.file, $1.line) }
  }
}
