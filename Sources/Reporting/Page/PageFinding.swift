internal import Advice
internal import ImportGraph
internal import Recording

/// A finding with its evidence.
struct PageFinding: Encodable {
  struct Part: Encodable {
    let name: String
    let time: Int
    let memory: Int64
    let modules: Int, events: Int
    let place: String?
  }

  let pattern: String, library: String, summary: String
  let time: Int
  let share: Double
  let memory: Int64
  let modules: Int
  let events: [String]
  let eventCount: Int
  let evidence: String, suggestion: String
  /// Its share of the invocations' samples; nil if none were taken.
  let utilization: Double?
  let parts: [Part]
  let callPath: [String], sites: [String]
  /// The planned changes that stand on the way to it, as indices into the plan's.
  let changes: [Int]

  init(_ finding: Finding, _ graph: ImportGraph, _ plan: Plan) {
    func place(_ site: CodeSite) -> String { "\(Figures.path(site.file, below: graph.project.root)):\(site.line)" }
    pattern = finding.pattern.rawValue
    library = finding.distribution.description
    summary = finding.distribution.summary
    time = microseconds(finding.time)
    share = finding.share
    memory = finding.memory
    modules = finding.moduleCount
    events = finding.events
    eventCount = finding.eventCount
    evidence = finding.evidence
    suggestion = finding.suggestion
    utilization = finding.utilization?.invocation
    parts = finding.parts.map { part in
      Part(
        name: part.name,
        time: microseconds(part.time),
        memory: part.memory,
        modules: part.moduleCount,
        events: part.events.count,
        place: part.callPath.last.map(place)
      )
    }
    callPath = finding.callPath.map(place)
    sites = finding.sites.map(place)
    let lines = Set(finding.callPath + finding.sites)
    let groups = plan.changes.filter { change in
      lines.contains(CodeSite(file: change.statement.file, line: graph.project.line(of: change.statement)))
    }.map(\.group)
    changes = plan.changes.indices.filter { groups.contains(plan.changes[$0].group) }
  }
}
