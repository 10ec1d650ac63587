/// Looks for the choice whose modules and changes cost least, and says how much better any other one could be.
///
/// In one event, a module costs its own time if it is loaded before the response, and a changed name costs the reader of the
/// patch something; an import must be changed if its source is loaded and its target is not. Minimising the sum is a project
/// selection (Picard 1976), solved exactly by a minimum cut. Several events share their changes, and some budgets share all of
/// them, which no single cut can say. Then the price of each change is divided among the events (Lagrangian decomposition):
/// the sum of their cuts is a bound that no choice can beat, and the union of their cuts, improved step by step, a choice.
struct PlanSearch {
  let model: LoadModel
  /// What changes must at least bring.
  let prices: ChangePrices
  /// Whether each statement may be changed.
  let isAllowed: [Bool]

  struct Result {
    var choice: [Bool]
    /// Nanoseconds per start by which a better choice could at most be better; 0 when there is none.
    var gap: Double
  }

  /// The best choice found, with at most so many changes.
  func best(atMost limit: Int?) -> Result {
    var found = relaxed(surcharge: 0)
    guard let limit, found.choices.contains(where: { count($0) > limit }) else {
      let choice = cheapest(found.choices)
      guard gap(choice, above: found.bound) > 0 else { return Result(choice: choice, gap: 0) }
      // In their order: of equally good plans it is always the same one.
      let different = found.choices.indices.filter { found.choices.firstIndex(of: found.choices[$0]) == $0 }
      let better = cheapest(different.map { improved(found.choices[$0], limit: nil, pool: found.pool) })
      return Result(choice: better, gap: gap(better, above: found.bound))
    }
    // Dearer changes give plans with fewer of them, and bounds: the prices paid for `limit` changes are taken back.
    var bound = found.bound
    var surcharge = leastPrice
    let most = model.cost(changing: model.nothing)
    while surcharge < most * 2 {
      let next = relaxed(surcharge: surcharge)
      found.choices += next.choices
      found.pool.formUnion(next.pool)
      bound = max(bound, next.bound - surcharge * Double(limit))
      surcharge *= 1.5
    }
    let pool = found.pool
    if let all = combinations(of: pool.count, atMost: limit), all <= Self.mostCombinations {
      let choice = cheapest(enumerated(Array(pool).sorted(), atMost: limit))
      // Statements that no cut names can still be part of a better plan, as far as the bound tells.
      return Result(choice: choice, gap: gap(choice, above: bound))
    }
    let choice = cheapest(found.choices.map { improved(trimmed($0, to: limit), limit: limit, pool: pool) })
    return Result(choice: choice, gap: gap(choice, above: bound))
  }

  /// What a choice costs with its changes, in nanoseconds.
  func total(_ choice: [Bool]) -> Double { model.cost(changing: choice) + prices.total(of: choice, in: model) }

  private var leastPrice: Double { prices.names.min() ?? 1 }

  /// Enumerating that many takes about as long as everything else.
  private static let mostCombinations = 5_000
  /// A bound this near is as good as reached: capacities are whole nanoseconds.
  private static let negligible = 1_000.0

  private func count(_ choice: [Bool]) -> Int { choice.count { $0 } }

  private func cheapest(_ choices: [[Bool]]) -> [Bool] {
    choices.map { ($0, total($0)) }.min { $0.1 < $1.1 }?.0 ?? model.nothing
  }

  private func gap(_ choice: [Bool], above bound: Double) -> Double {
    let gap = total(choice) - bound
    return gap < Self.negligible * Double(model.events.count) ? 0 : gap
  }

  private struct Relaxation {
    var choices: [[Bool]]
    /// No choice costs less.
    var bound: Double
    /// The statements that some cut names.
    var pool: Set<Int>
  }

  /// Cuts every event by itself, with the price of a change divided among them.
  private func relaxed(surcharge: Double) -> Relaxation {
    let events = model.events
    // What is paid for: each changed name, and then each opened file.
    let goods = prices.names.map { $0 + surcharge } + prices.files
    let concerned =
      model.statements.indices.map { statement in events.map { !$0.isReached[statement] } }
      + filesConcern(events)
    var shares = zip(goods, concerned).map { price, concerned in
      let part = price / Double(max(concerned.count { $0 }, 1))
      return concerned.map { $0 ? part : 0 }
    }
    var result = Relaxation(choices: [model.nothing], bound: -.infinity, pool: [])
    for round in 0..<rounds {
      let cuts = events.indices.map { event in
        model.minimumCut(
          for: events[event],
          weight: events[event].share,
          prices: model.statements.indices.map { isAllowed[$0] ? shares[$0][event] : nil },
          openings: prices.files.indices.map { shares[model.statements.count + $0][event] }
        )
      }
      result.bound = max(result.bound, cuts.reduce(0) { $0 + $1.value })
      let changed = cuts.map { Set($0.changes) }
      let union = changed.reduce(into: Set<Int>()) { $0.formUnion($1) }
      result.pool.formUnion(union)
      result.choices.append(model.statements.indices.map(union.contains))
      let bought = changed.map { names in names.union(names.map { model.statements.count + model.files[$0] }) }
      let isDecided = divide(&shares, among: bought, concerned, goods.map { $0 / Double(round + 2) })
      if isDecided { break }
    }
    return result
  }

  /// By file, whether there is a name in it that an event does not reach.
  private func filesConcern(_ events: [LoadModel.Event]) -> [[Bool]] {
    var concerned = [[Bool]](repeating: events.map { _ in false }, count: prices.files.count)
    for (statement, file) in model.files.enumerated() {
      for event in events.indices where !events[event].isReached[statement] { concerned[file][event] = true }
    }
    return concerned
  }

  // One event's price is not divided: the first cut is exact. On large graphs each round takes long and adds little.
  private var rounds: Int { model.events.count == 1 ? 1 : model.times.count > 1_000 ? 3 : 8 }

  /// Lets the events that want something pay more of it, those that do not pay less.
  ///
  /// - Returns: whether all events agree, so that the choice is the best there is.
  private func divide(
    _ shares: inout [[Double]],
    among bought: [Set<Int>],
    _ isConcerned: [[Bool]],
    _ steps: [Double]
  ) -> Bool {
    var agree = true
    for good in bought.reduce(into: Set<Int>(), { $0.formUnion($1) }) where steps[good] > 0 {
      let concerned = model.events.indices.filter { isConcerned[good][$0] }
      let payers = concerned.filter { bought[$0].contains(good) }
      guard payers.count < concerned.count else { continue }
      agree = false
      var freed = 0.0
      for event in concerned where !bought[event].contains(good) {
        let part = min(shares[good][event], steps[good] / Double(concerned.count))
        shares[good][event] -= part
        freed += part
      }
      for event in payers { shares[good][event] += freed / Double(payers.count) }
    }
    return agree
  }

  /// Takes away and adds single changes, or exchanges two, as long as that pays.
  private func improved(_ choice: [Bool], limit: Int?, pool: Set<Int>) -> [Bool] {
    var choice = choice
    var best = total(choice)
    var returned = ReturnedModules(model, choice)
    func cost(of other: [Bool], toggling statements: [Int]) -> Double {
      if statements.allSatisfy({ choice[$0] }) {
        let saved = prices.total(of: choice, in: model) - prices.total(of: other, in: model)
        return best + returned.time(without: statements) - saved
      }
      // Without a statement that found nothing, everything is found as before.
      return statements.contains { choice[$0] || returned.finders.contains($0) } ? total(other) : .infinity
    }
    func attempt(_ statements: [Int]) -> Bool {
      var other = choice
      for statement in statements { other[statement].toggle() }
      let cost = cost(of: other, toggling: statements)
      guard cost < best - 0.5 else { return false }
      (choice, best) = (other, cost)
      returned = ReturnedModules(model, choice)
      return true
    }
    let pool = pool.sorted()
    let files = Dictionary(grouping: pool) { model.files[$0] }.sorted { $0.key < $1.key }.map(\.value)
    var isImproving = true
    while isImproving {
      isImproving = false
      for statement in pool where choice[statement] { if attempt([statement]) { isImproving = true } }
      // All that is changed in a file may not be worth opening it.
      for names in files {
        let changed = names.filter { choice[$0] }
        if changed.count > 1, attempt(changed) { isImproving = true }
      }
      if count(choice) < limit ?? Int.max {
        for statement in pool where !choice[statement] {
          if count(choice) < limit ?? Int.max, attempt([statement]) { isImproving = true }
        }
      }
      guard !isImproving, pool.count <= Self.mostPairs else { continue }
      for (index, first) in pool.enumerated() {
        for second in pool[(index + 1)...] where choice[first] || choice[second] {
          if attempt([first, second]) { isImproving = true }
        }
      }
    }
    return choice
  }

  /// Pairs are tried for so many statements: their number grows with the square.
  private static let mostPairs = 40

  /// Takes the least missed changes away until so many are left.
  private func trimmed(_ choice: [Bool], to limit: Int) -> [Bool] {
    var choice = choice
    while count(choice) > limit {
      let others = choice.indices.filter { choice[$0] }.map { statement in
        var other = choice
        other[statement] = false
        return other
      }
      choice = cheapest(others)
    }
    return choice
  }

  private func combinations(of count: Int, atMost limit: Int) -> Int? {
    var sum = 1
    var term = 1
    for size in 1...max(1, limit) where size <= count {
      term = term * (count - size + 1) / size
      sum += term
      if sum > Self.mostCombinations { return nil }
    }
    return sum
  }

  private func enumerated(_ pool: [Int], atMost limit: Int) -> [[Bool]] {
    var choices = [model.nothing]
    var sizes = [0]
    for statement in pool {
      for index in choices.indices where sizes[index] < limit {
        var other = choices[index]
        other[statement] = true
        choices.append(other)
        sizes.append(sizes[index] + 1)
      }
    }
    return choices
  }
}
