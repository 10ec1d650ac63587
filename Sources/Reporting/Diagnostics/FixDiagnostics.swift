internal import Advice
internal import ImportGraph
internal import PythonSyntax
internal import Rewriting
internal import SourceText
internal import Verification

/// The atomic fixes of a patch as diagnostics, in their order.
struct FixDiagnostics {
  let all: [Diagnostic]
  private static let mostNames = 3

  /// Describes fixes; without a verdict nothing is said of a proof.
  init(_ fixes: [AtomicFix], _ plan: Plan, _ verdict: Verdict?, _ graph: ImportGraph) {
    var known: Set<String> = []
    let proof = verdict.map(Self.proof)
    all = fixes.compactMap { fix in
      guard let first = fix.changes.max(by: { $0.marginalGain < $1.marginalGain }) else { return nil }
      let changes = [first] + fix.changes.filter { $0 != first }
      let places = changes.map { Self.place(of: $0.statement, graph) }
      let names = changes.map { graph.project.boundName(of: $0.statement) ?? "" }
      let gain = Set(changes.map(\.group)).reduce(0) { $0 + plan.groups[$1].gain }
      let cautions = changes.compactMap(\.applicability.reason)
      let different = Self.unique(names)
      let shown = different.prefix(Self.mostNames).map { "`\($0)`" }
      let rest = different.count - shown.count
      let subject = shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
      return Diagnostic(
        rule: Rule(first.strategy),
        subject: subject,
        message:
          "\(Self.request(changes, subject)): a start is expected to take \(Figures.time(nanoseconds: gain)) less",
        notes: (proof.map { [$0] } ?? []) + Set(cautions).sorted().map { "Caution: \($0)" },
        time: gain,
        share: gain / Double(max(graph.initializationTime, 1)),
        memory: nil,
        places: Self.unique(places),
        fix: fix,
        fingerprint: Diagnostic.fingerprint(
          of: ["fix", first.strategy.rawValue] + zip(places, names).map { "\($0.file):\($1)" }.sorted(),
          among: &known
        )
      )
    }
  }

  /// What is to be done, in words that fit all of the changes.
  private static func request(_ changes: [PlannedChange], _ subject: String) -> String {
    let requests = Set(
      changes.map { change in
        switch change.strategy {
        case .remove: "Remove the import of \(subject)"
        case .local: "Import \(subject) where it is used"
        case .typeChecking: "Leave the import of \(subject) to type checkers"
        case .lazyKeyword, .lazyModules: "Import \(subject) lazily"
        case .moduleGetattr: "Export \(subject) lazily"
        case .narrow: "Take \(subject) from \(change.definition.map { "`\($0.module)`" } ?? "where it is defined")"
        }
      }
    )
    return requests.count == 1 ? requests.first ?? "" : "Change the imports of \(subject)"
  }

  private static func place(of statement: StatementReference, _ graph: ImportGraph) -> Diagnostic.Place {
    let project = graph.project
    var place = Diagnostic.Place(
      file: project.relativePath(of: statement.file),
      line: project.line(of: statement),
      isPackaged: project.package(of: statement.file) != nil
    )
    if let syntax = project.files[statement.file] {
      let range = syntax.imports[statement.reference.statement].range
      let lines = syntax.source.lines
      place.statement = lines.position(at: range.lowerBound)..<lines.position(at: range.upperBound)
    }
    return place
  }

  /// Several names of one statement are one place, and a name of several files is one name.
  private static func unique<Element: Hashable>(_ elements: [Element]) -> [Element] {
    var seen: Set<Element> = []
    return elements.filter { seen.insert($0).inserted }
  }

  /// What was measured of the whole patch.
  private static func proof(_ verdict: Verdict) -> String {
    let events = verdict.events.map { "\($0.event) \(Figures.factor(1 / $0.coldStart.ratio)) as fast" }
    return "Proven with the whole patch: the same answers, \(events.joined(separator: ", "))"
  }
}
