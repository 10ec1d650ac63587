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
    let losses = chosen.map { returned.without([$0]) }
    var group = Array(chosen.indices)
    for first in chosen.indices {
      for second in chosen.indices[(first + 1)...] where group[first] != group[second] {
        let (one, other) = (losses[first], losses[second])
        let least = min(one.time, other.time) / 2
        // No two lose more by either than what both bring back.
        guard one.common(with: other, returned) > least else { continue }
        // Independent changes lose the sum. What two have in common is lost once by either.
        let both = returned.without([chosen[first], chosen[second]])
        guard one.time + other.time - both.time > least else { continue }
        let (kept, merged) = (group[first], group[second])
        for member in group.indices where group[member] == merged { group[member] = kept }
      }
    }
    groups = Dictionary(grouping: chosen.indices) { group[$0] }.values
      .map { members in members.map { chosen[$0] }.sorted() }.sorted { $0[0] < $1[0] }
  }
}

/// What is loaded after all when some changes of a choice are left out.
private struct ReturnedModules {
  let model: LoadModel
  let choice: [Bool]
  private let loaded: [[Bool]]

  init(_ model: LoadModel, _ choice: [Bool]) {
    self.model = model
    self.choice = choice
    loaded = model.events.map { model.loaded(in: $0, changing: choice) }
  }

  struct Loss {
    /// Nanoseconds per start, on the average of the events.
    var time = 0.0
    /// The modules that come back, event by event.
    fileprivate var modules: [Set<Int>] = []

    /// What two losses have in common, in nanoseconds.
    func common(with other: Loss, _ returned: ReturnedModules) -> Double {
      zip(modules, other.modules).enumerated().reduce(0) { sum, event in
        let (one, other) = event.element
        let (few, many) = one.count < other.count ? (one, other) : (other, one)
        return few.reduce(sum) { many.contains($1) ? $0 + returned.time(of: $1, event.offset) : $0 }
      }
    }
  }

  func without(_ statements: [Int]) -> Loss {
    var other = choice
    for statement in statements { other[statement] = false }
    var loss = Loss()
    for (index, event) in model.events.enumerated() {
      let now = model.loaded(in: event, changing: other)
      let modules = Set(now.indices.filter { now[$0] && !loaded[index][$0] })
      loss.time += modules.reduce(0) { $0 + time(of: $1, index) }
      loss.modules.append(modules)
    }
    return loss
  }

  private func time(of module: Int, _ event: Int) -> Double { model.events[event].share * Double(model.times[module]) }
}
