/// The changes of a plan that only pay together: leaving any one of them out loses what another one saves.
struct ChangeGroups {
  /// Statements by number, in the order of the plan.
  let groups: [[Int]]

  init(_ model: LoadModel, _ choice: [Bool]) {
    let chosen = choice.indices.filter { choice[$0] }
    let least = model.cost(changing: choice)
    func loss(_ statements: [Int]) -> Double {
      var other = choice
      for statement in statements { other[statement] = false }
      return model.cost(changing: other) - least
    }
    var group = Dictionary(uniqueKeysWithValues: chosen.map { ($0, $0) })
    // The square of a long plan would take longer than the plan.
    if chosen.count <= Self.mostChanges {
      let single = Dictionary(uniqueKeysWithValues: chosen.map { ($0, loss([$0])) })
      for (index, first) in chosen.enumerated() {
        for second in chosen[(index + 1)...] where group[first] != group[second] {
          let (one, other) = (single[first] ?? 0, single[second] ?? 0)
          // Independent changes lose the sum. What two have in common is lost once by either.
          guard one + other - loss([first, second]) > min(one, other) / 2 else { continue }
          let (kept, merged) = (group[first], group[second])
          for member in chosen where group[member] == merged { group[member] = kept }
        }
      }
    }
    groups = Dictionary(grouping: chosen) { group[$0] ?? $0 }.values.map { $0.sorted() }.sorted { $0[0] < $1[0] }
  }

  private static let mostChanges = 60
}
