internal import Advice
internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// Words what is to be said about touched imports.
struct ReviewRemarkWriter {
  let graph: ImportGraph
  let change: ReviewedChange
  let repository: Repository

  /// The share of the initialization, and the nanoseconds, from which on an import is worth a remark without a fix.
  private static let leastShare = 0.05, leastCost = 1_000_000.0
  private static let mostNames = 3

  /// What an import has to cost for a remark without a fix, in nanoseconds.
  var leastTime: Double { max(Double(graph.initializationTime) * Self.leastShare, Self.leastCost) }

  /// A remark with a fix.
  ///
  /// - Parameters:
  ///   - diagnostics: what is to be done.
  ///   - statements: the touched imports that it is about.
  ///   - others: the imports that share the cost with them.
  ///   - cost: what all of them cost.
  /// - Returns: the remark; none if the file of the import is not there.
  func remark(
    _ diagnostics: [Diagnostic],
    on statements: Set<TouchedImports.Statement>,
    with others: Set<TouchedImports.Statement> = [],
    costing cost: TouchedImports.Cost?
  ) -> [ReviewRemark] {
    guard let first = statements.min(), let place = place(of: first) else { return [] }
    let costs = cost.map { sentences(about: $0, subject(statements.count, others)) } ?? []
    return [
      ReviewRemark(
        sentences: costs + diagnostics.map { "\($0.message)." },
        cautions: diagnostics.flatMap(\.notes).map { $0.hasSuffix(".") ? $0 : "\($0)." },
        fixes: diagnostics.compactMap(\.fix),
        path: place.path,
        line: place.line,
        anchor: place.anchor,
        time: max(Double(cost?.time ?? 0), diagnostics.reduce(0) { $0 + $1.time }),
        fingerprint: Self.fingerprint(["fix", place.path] + diagnostics.map(\.fingerprint).sorted())
      )
    ]
  }

  /// A remark about what nothing can be done about, or nothing that libprof could write.
  ///
  /// - Parameters:
  ///   - statements: the touched imports that it is about; it stands at the first one.
  ///   - cost: what they cost.
  ///   - plan: what says why they stay.
  ///   - findings: the libraries that cost more than they give.
  /// - Returns: the remark; none if the file of the import is not there.
  func costRemark(
    _ statements: Set<TouchedImports.Statement>,
    _ cost: TouchedImports.Cost,
    _ plan: Plan,
    _ findings: [Finding]
  ) -> [ReviewRemark] {
    guard let statement = statements.min(), let place = place(of: statement) else { return [] }
    let importers = Set(cost.modules.compactMap { graph.modules[$0].file })
    let refusals = plan.refusals.filter { refusal in
      refusal.potentialGain >= leastTime
        && (statements.contains(TouchedImports.Statement(refusal.statement))
          || importers.contains(refusal.statement.file))
    }
    var lines = sentences(about: cost, subject(1, statements.subtracting([statement])))
    lines += refusals.prefix(Self.mostNames).map { refusal in
      let isOwn = TouchedImports.Statement(refusal.statement) == statement
      let subject = isOwn ? "It" : "The one at `\(sourceLine(of: refusal.statement, in: graph))`"
      return "\(subject) cannot wait: \(refusal.reason)."
    }
    if refusals.isEmpty, let finding = findings.first(where: { cost.libraries.contains($0.distribution) }) {
      lines.append(
        "\(finding.distribution) (\(finding.pattern.rawValue)): \(finding.evidence). Usual repair: \(finding.suggestion)."
      )
    }
    return [
      ReviewRemark(
        sentences: lines,
        cautions: [],
        fixes: [],
        path: place.path,
        line: place.line,
        anchor: place.anchor,
        time: Double(cost.time),
        fingerprint: Self.fingerprint(["cost", place.path, place.text])
      )
    ]
  }

  /// What some imports cost, and who needs that; nothing if all of it is loaded anyway.
  private func sentences(about cost: TouchedImports.Cost, _ subject: String) -> [String] {
    guard cost.time > 0 else { return [] }
    let share = Figures.percent(Double(cost.time) / Double(max(graph.initializationTime, 1)))
    let memory = Figures.addition(ofMemory: cost.memory)
    let names = cost.libraries.prefix(Self.mostNames).map { "\($0)" }
    let rest = cost.libraries.count - names.count
    let libraries =
      names.isEmpty ? "" : ", of \(names.joined(separator: ", "))\(rest > 0 ? " and \(rest) more" : "")"
    let modules = cost.modules.count == 1 ? "1 module" : "\(cost.modules.count) modules"
    return [
      "\(subject) each start "
        + "\(Figures.time(nanoseconds: Double(cost.time))) (\(share) of its initialization)\(memory): \(modules)\(libraries).",
      "\(need(cost.events)).",
    ]
  }

  private func subject(_ count: Int, _ others: Set<TouchedImports.Statement>) -> String {
    let own = count == 1 ? "This import" : "These \(count) imports"
    let places = others.compactMap { place(of: $0) }.sorted { ($0.path, $0.line) < ($1.path, $1.line) }
    guard let first = places.first else { return own + (count == 1 ? " costs" : " cost") }
    let more = places.count == 1 ? "the one" : "\(places.count) others, one of them"
    return "\(own) and \(more) at `\(first.path):\(first.line)` together cost"
  }

  private func need(_ events: [String]) -> String {
    let count = graph.runs.count
    if count == 1 { return events.isEmpty ? "The recorded event does not need it" : "The recorded event needs it" }
    guard !events.isEmpty else { return "None of the \(count) recorded events needs it" }
    guard events.count < count else { return "All of the \(count) recorded events need it" }
    let names = events.prefix(Self.mostNames).map { "`\($0)`" }
    let rest = events.count - names.count
    return "\(events.count) of \(count) recorded events \(events.count == 1 ? "needs" : "need") it: "
      + names.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  /// Where a statement is written, and what it says.
  private func place(
    of statement: TouchedImports.Statement
  ) -> (path: String, line: Int, anchor: Range<Int>?, text: String)? {
    guard let syntax = graph.project.files[statement.file] else { return nil }
    let path = repository.path(graph.project.relativePath(of: statement.file))
    let range = syntax.imports[statement.index].range
    let lines = FeedLines(syntax.source.bytes).numbers(of: range)
    let text = String(decoding: syntax.source.bytes[range], as: UTF8.self)
    return (path, lines.lowerBound, change.files[path]?.addedLines(in: lines), text)
  }

  private static func fingerprint(_ parts: [String]) -> String {
    var none: Set<String> = []
    return Diagnostic.fingerprint(of: ["review"] + parts, among: &none)
  }
}
