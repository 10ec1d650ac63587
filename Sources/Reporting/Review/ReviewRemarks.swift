internal import Advice
internal import ImportGraph
internal import Rewriting

/// All that is to be said about the imports that a change touches, the costliest first.
struct ReviewRemarks {
  /// What is to be said.
  let all: [ReviewRemark]
  /// What the touched imports bring into a start together.
  let cost: TouchedImports.Cost

  /// By what factor imports have to cost more together with others for these to be named.
  private static let sharing = 1.25

  /// Looks what there is to say.
  ///
  /// - Parameters:
  ///   - graph: what was recorded.
  ///   - plan: what was planned.
  ///   - findings: the libraries that cost more than they give.
  ///   - fixes: the parts of the patch.
  ///   - change: the change.
  ///   - repository: where the program lies.
  init(
    _ graph: ImportGraph,
    _ plan: Plan,
    _ findings: [Finding],
    _ fixes: [AtomicFix],
    of change: ReviewedChange,
    in repository: Repository
  ) {
    let writer = ReviewRemarkWriter(graph: graph, change: change, repository: repository)
    let touched = TouchedImports(graph, change, in: repository)
    let statements = Set(touched.statements)
    cost = touched.cost(of: statements)
    let costs = Dictionary(uniqueKeysWithValues: touched.statements.map { ($0, touched.cost(of: [$0])) })
    var remarks: [ReviewRemark] = []
    var told: Set<Int> = []
    var behind: [TouchedImports.Statement: [Diagnostic]] = [:]
    for diagnostic in FixDiagnostics(fixes, plan, nil, graph).all {
      guard let fix = diagnostic.fix else { continue }
      let own = Set(fix.changes.map { TouchedImports.Statement($0.statement) })
      let direct = own.intersection(statements)
      if !direct.isEmpty {
        let (alone, together) = (touched.cost(of: direct), touched.cost(of: own))
        told.formUnion(together.modules)
        // What others load as well goes only if they wait, too.
        let isShared = Double(together.time) > Self.sharing * Double(alone.time)
        remarks += writer.remark(
          [diagnostic],
          on: direct,
          with: isShared ? own.subtracting(direct) : [],
          costing: isShared ? together : alone
        )
      } else if let cause = Self.cause(of: own, in: graph, costs, cost) {
        told.formUnion(costs[cause]?.modules ?? [])
        behind[cause, default: []].append(diagnostic)
      }
    }
    for (cause, diagnostics) in behind.sorted(by: { $0.key < $1.key }) {
      remarks += writer.remark(diagnostics, on: [cause], costing: costs[cause])
    }
    // The import that is nearest to what costs comes first; those that lead to it need no remark of their own.
    let inner = costs.sorted { ($0.value.modules.count, $1.key) < ($1.value.modules.count, $0.key) }
    for (statement, cost) in inner {
      let new = cost.modules.subtracting(told)
      guard Double(touched.time(of: new)) >= writer.leastTime else { continue }
      told.formUnion(cost.modules)
      remarks += writer.costRemark([statement], cost, plan, findings)
    }
    // What several of them load: none of them alone costs anything.
    let rest = cost.modules.subtracting(told)
    if Double(touched.time(of: rest)) >= writer.leastTime {
      let shared = Self.edges(of: statements, in: graph).filter { rest.contains($0.target) }
      let causes = Set(shared.compactMap { $0.statement.map { TouchedImports.Statement($0) } })
      remarks += writer.costRemark(causes, touched.cost(of: causes), plan, findings)
    }
    all = remarks.enumerated().sorted { ($0.element.time, $1.offset) > ($1.element.time, $0.offset) }.map(\.element)
  }

  /// The touched import because of which the modules of some others are loaded; the costliest of several.
  private static func cause(
    of statements: Set<TouchedImports.Statement>,
    in graph: ImportGraph,
    _ costs: [TouchedImports.Statement: TouchedImports.Cost],
    _ all: TouchedImports.Cost
  ) -> TouchedImports.Statement? {
    let importers = Set(edges(of: statements, in: graph).map(\.source))
    guard !all.modules.isDisjoint(with: importers) else { return nil }
    let alone = costs.filter { !$0.value.modules.isDisjoint(with: importers) }
      .max { ($0.value.time, $1.key) < ($1.value.time, $0.key) }?.key
    // Several that lead there: none of them alone is the cause.
    return alone
      ?? edges(of: Set(costs.keys), in: graph).filter { all.modules.contains($0.target) }
      .compactMap { $0.statement.map { TouchedImports.Statement($0) } }.min()
  }

  private static func edges(of statements: Set<TouchedImports.Statement>, in graph: ImportGraph) -> [ImportEdge] {
    graph.edges.filter { $0.statement.map { statements.contains(TouchedImports.Statement($0)) } ?? false }
  }
}
