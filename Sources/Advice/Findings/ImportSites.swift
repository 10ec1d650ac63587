internal import ImportGraph
internal import Recording

/// The program's own statements through which modules are loaded.
enum ImportSites {
  /// The first-party statements that reach some modules without passing through another first-party file.
  static func leading(to modules: Set<Int>, in graph: ImportGraph) -> [CodeSite] {
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
