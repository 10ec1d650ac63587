/// The changes of a plan that only pay together: leaving any one of them out loses what another one saves.
struct ChangeGroups {
  /// Statements by number, in the order of the plan.
  let groups: [[Int]]

  /// Groups a choice.
  ///
  /// - Complexity: one look at the graph for each change, and one for each two whose losses have enough in common.
  init(_ model: LoadModel, _ choice: [Bool]) {
    let chosen = choice.indices.filter { choice[$0] }
    let returned = ReturnedModules(model, choice)
    let losses = chosen.map { returned.loss(without: [$0]) }
    var group = Array(chosen.indices)
    for first in chosen.indices {
      for second in chosen.indices[(first + 1)...] where group[first] != group[second] {
        let (one, other) = (losses[first], losses[second])
        let least = min(one.time, other.time) / 2
        // No two lose more by either than what both bring back.
        guard returned.common(to: one, other) > least else { continue }
        // Independent changes lose the sum. What two have in common is lost once by either.
        let both = returned.loss(without: [chosen[first], chosen[second]])
        guard one.time + other.time - both.time > least else { continue }
        let (kept, merged) = (group[first], group[second])
        for member in group.indices where group[member] == merged { group[member] = kept }
      }
    }
    groups = Dictionary(grouping: chosen.indices) { group[$0] }.values
      .map { members in members.map { chosen[$0] }.sorted() }.sorted { $0[0] < $1[0] }
  }
}
