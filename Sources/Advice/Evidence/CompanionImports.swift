internal import ImportGraph
internal import PythonSyntax

/// The imports that can be exported lazily only together with others of their file, which bind the same names.
struct CompanionImports {
  /// In the order of the statements.
  private let companions: [(statement: StatementReference, others: Set<StatementReference>)]

  init(
    _ statements: [StatementReference],
    _ strategies: [StatementReference: PlannedChange.Strategy],
    _ origins: NameOrigins
  ) {
    companions = statements.filter { strategies[$0] == .moduleGetattr }.map { ($0, origins.companions(of: $0)) }
      .filter { !$0.1.isEmpty }
    exported = Set(strategies.filter { $0.value == .moduleGetattr }.keys)
  }

  private let exported: Set<StatementReference>

  /// What stands against one of them stands against all.
  func keepTogether(_ reasons: inout [StatementReference: Reason], _ project: Project) {
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for (statement, others) in companions where reasons[statement] == nil {
        guard let other = others.filter({ reasons[$0] != nil || !exported.contains($0) }).min() else { continue }
        reasons[statement] = Reason(
          .rebound,
          "line \(project.line(of: other)) binds one of its names before it, and has to stay"
        )
        isGrowing = true
      }
    }
  }

  /// What goes along with some changes, each with the change that it goes along with.
  func leaders(of chosen: [StatementReference]) -> [StatementReference: StatementReference] {
    let chosen = Set(chosen)
    var leaders: [StatementReference: StatementReference] = [:]
    for (statement, others) in companions where chosen.contains(statement) {
      for other in others where !chosen.contains(other) && leaders[other] == nil { leaders[other] = statement }
    }
    return leaders
  }
}
