public import Advice
public import ImportGraph
internal import PythonSyntax
internal import Recording
internal import SourceText

/// The findings of a recording, for people to read.
public struct FindingsText {
  private let graph: ImportGraph
  private let findings: [Finding]
  private let plan: Plan
  /// Whether each finding is told with its evidence and its import sites.
  public var isVerbose = false
  /// How headings are set off.
  public var style = Style.plain
  /// Why libraries were not looked at; nil if they were.
  public var remark: String?

  /// Takes what is to be shown.
  public init(_ graph: ImportGraph, _ findings: [Finding], _ plan: Plan) {
    self.graph = graph
    self.findings = findings
    self.plan = plan
  }

  /// The report, with a line end behind each line.
  public var text: String {
    var lines = head
    if let remark {
      lines.append(remark)
    } else if findings.isEmpty {
      lines.append("Nothing costly is loaded that the recorded events do not need.")
    }
    if isVerbose {
      for finding in findings { lines += describe(finding) + [""] }
    } else if !findings.isEmpty {
      lines += table + [""]
    }
    lines += changes
    lines += refusals
    lines += noWins
    lines += problems
    while lines.last == "" { lines.removeLast() }
    return lines.wrapped
  }

  private var head: [String] {
    let events = graph.runs.count == 1 ? "1 recorded event" : "\(graph.runs.count) recorded events"
    let bounds = plan.mustLoad.map { bound in
      "  \(bound.event)  \(bound.moduleCount) modules, \(time(bound.time)) of \(time(bound.timeNow)), "
        + "\(Figures.memory(Double(bound.memory))) of \(Figures.memory(Double(bound.memoryNow)))"
    }
    return [
      style.heading("Initialization \(time(graph.initializationTime))")
        + ", \(graph.modules.count - 1) modules, Python "
        + "\(graph.interpreter.version), \(events).",
      style.heading("What an answer cannot do without, however your own imports are written:"),
    ] + bounds + [""]
  }

  /// One line per finding, 100 columns at most.
  private var table: [String] {
    var table = Table([
      ("library", .left), ("pattern", .left), ("time", .right), ("share", .right), ("memory", .right),
      ("modules", .right),
      ("needed by", .left),
    ])
    for finding in findings {
      table.append([
        title(of: finding), finding.pattern.rawValue, time(finding.time), Figures.percent(finding.share),
        Figures.memory(Double(finding.memory)), "\(finding.moduleCount)",
        "\(finding.events.count) of \(finding.eventCount) \(finding.eventCount == 1 ? "event" : "events")",
      ])
    }
    let lines = table.lines(width: Wrapping.width)
    return [
      style.heading("Libraries that cost more than they give") + " (-v shows why and where):", style.faint(lines[0]),
    ]
      + lines.dropFirst()
  }

  private func describe(_ finding: Finding) -> [String] {
    var lines = [
      style.heading("\(finding.distribution)")
        + "  \(finding.pattern.rawValue)  \(style.costly(time(finding.time))) (\(Figures.percent(finding.share)) of "
        + "\(finding.pattern == .startup ? "the start" : "initialization")), \(Figures.memory(Double(finding.memory))), \(finding.moduleCount) modules",
      "  \(finding.evidence)" + utilization(of: finding),
      "  usual repair: \(finding.suggestion)",
    ]
    lines += finding.parts.prefix(Self.mostParts).map(describe)
    if finding.parts.count > Self.mostParts {
      lines.append("  and \(finding.parts.count - Self.mostParts) more sub-packages")
    }
    if !finding.callPath.isEmpty {
      lines.append("  loaded by  " + finding.callPath.map(place).joined(separator: " → "))
    }
    if !finding.sites.isEmpty {
      lines.append("  imported at  " + finding.sites.map(place).joined(separator: ", "))
    }
    return lines
  }

  private static let mostParts = 8

  /// A costly sub-package on a line of its own.
  private func describe(_ part: Finding.Part) -> String {
    let events = "needed by \(part.events.count) of \(graph.runs.count) \(graph.runs.count == 1 ? "event" : "events")"
    let path = part.callPath.last.map { ", loaded by \(place($0))" } ?? ""
    let modules = part.moduleCount == 1 ? "1 module" : "\(part.moduleCount) modules"
    return "    \(part.name)  \(time(part.time)), \(Figures.memory(Double(part.memory))), \(modules), \(events)\(path)"
  }

  /// A library; where only parts of it could go, with the costliest of these.
  private func title(of finding: Finding) -> String {
    guard finding.pattern == .rarelyUsed, finding.events.count == finding.eventCount, let part = finding.parts.first
    else {
      return "\(finding.distribution)"
    }
    let others = finding.parts.count - 1
    return "\(finding.distribution): \(part.name)" + (others > 0 ? " +\(others)" : "")
  }

  /// What samples say, if any were taken.
  private func utilization(of finding: Finding) -> String {
    guard let share = finding.utilization?.invocation else { return "" }
    return "; utilization \(Figures.percent(share)) of the time of invocations"
  }

  /// What the plan changes, and what becomes of each start.
  private var changes: [String] {
    let table = PlanTable(graph, plan).lines
    guard !table.isEmpty else {
      return [style.heading("What to change") + ": no import statement that may be changed brings enough.", ""]
    }
    let expected = plan.predictions.map { prediction in
      "  \(prediction.event)  \(Figures.time(nanoseconds: prediction.recorded)) → "
        + "\(Figures.time(nanoseconds: prediction.expected))"
    }
    return [style.heading("What to change") + " (libprof fix writes and proves it):", style.faint(table[0])]
      + table.dropFirst() + gapLine(plan) + [style.heading("Cold starts that are expected of it:")] + expected + [""]
  }

  private var refusals: [String] {
    guard !plan.refusals.isEmpty else { return [] }
    return [style.heading("Imports that would pay but stay as they are:")]
      + refusalLines(plan, in: graph) + [""]
  }

  /// The costliest, one line per module however many statements import it.
  private var noWins: [String] {
    let groups = Dictionary(grouping: plan.noWins, by: \.module).values
      .sorted { ($0[0].apparentTime, $1[0].module) > ($1[0].apparentTime, $0[0].module) }
    guard !groups.isEmpty else { return [] }
    let shown = groups.prefix(Self.mostNoWins).map { group in
      let noWin = group[0]
      let others = group.count == 1 ? "" : " and \(group.count - 1) more"
      return "  \(sourceLine(of: noWin.statement, in: graph))\(others)  \(time(noWin.apparentTime))  \(noWin.reason)"
        + (noWin.loadedBy.map { " (\(place($0)))" } ?? "")
    }
    let rest = groups.count - shown.count
    return [style.heading("Imports that look heavy, where deferring would gain nothing:")] + shown
      + (rest > 0 ? ["  and \(rest) more modules"] : []) + [""]
  }

  private static let mostNoWins = 10

  private var problems: [String] {
    graph.project.problems.map {
      "\(Figures.path($0.file, below: graph.project.root)):\($0.reason) — the file is left alone"
    }
  }

  private func time(_ nanoseconds: UInt64) -> String { Figures.time(nanoseconds: Double(nanoseconds)) }

  private func place(_ site: CodeSite) -> String {
    "\(Figures.path(site.file, below: graph.project.root)):\(site.line)"
  }
}

/// A statement as `file:line`.
func sourceLine(of statement: StatementReference, in graph: ImportGraph) -> String {
  "\(Figures.path(statement.file, below: graph.project.root)):\(graph.project.line(of: statement))"
}

/// The most valuable of the imports that would pay and must stay, with their gains and the reasons.
///
/// What stands in one file for one reason is one line; in a package's file, for one kind of reason.
func refusalLines(_ plan: Plan, in graph: ImportGraph) -> [String] {
  let most = 12
  var groups: [(file: String, lines: [Int], gain: Double, reason: Reason)] = []
  for refusal in plan.refusals {
    let file = Figures.path(refusal.statement.file, below: graph.project.root)
    let line = graph.project.line(of: refusal.statement)
    let isOwn = graph.project.isOwn(refusal.statement.file)
    let known = groups.firstIndex {
      $0.file == file && (isOwn ? $0.reason == refusal.reason : $0.reason.hazard == refusal.reason.hazard)
    }
    if let known {
      groups[known].lines.append(line)
    } else {
      groups.append((file, [line], refusal.potentialGain, refusal.reason))
    }
  }
  let rest = groups.dropFirst(most).reduce(0) { $0 + $1.lines.count }
  return groups.prefix(most).map { group in
    let count = Set(group.lines).count
    let others = count == 1 ? "" : " and \(count - 1) more of its lines"
    return "  \(group.file):\(group.lines[0])\(others)  \(Figures.time(nanoseconds: group.gain))  \(group.reason)"
  } + (rest > 0 ? ["  and \(rest) more"] : []) + unsafeLine(plan)
}

/// What the user could ask for.
private func unsafeLine(_ plan: Plan) -> [String] {
  let count = plan.refusals.count { $0.reason.isUnsafe }
  guard count > 0 else { return [] }
  return [
    "  --unsafe-fixes tries \(count == plan.refusals.count ? "these" : "\(count) of these \(plan.refusals.count) names"), which "
      + "may change what the program does without breaking it"
  ]
}
