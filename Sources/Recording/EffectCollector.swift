internal import EventLog

/// Gathers what the loads of one process changed.
struct EffectCollector {
  private var noted: [EffectNoted] = []
  /// Whether the agent looked for effects in this process.
  private(set) var isWatching = false

  mutating func watch() { isWatching = true }

  /// What a load changes and changes back is no effect: a filter inside `catch_warnings`, a variable for one import.
  mutating func add(_ effect: EffectNoted) {
    if let order = Order(effect) { return add(order, effect) }
    let inverse = noted.lastIndex { earlier in
      earlier.load == effect.load && earlier.kind == effect.kind && earlier.subject == effect.subject
        && earlier.detail == effect.detail && Self.isPair(Self.change(earlier), Self.change(effect))
    }
    if let inverse { noted.remove(at: inverse) } else { noted.append(effect) }
  }

  /// The effects in the order in which they were noted, each once, named by the module that a load stands for.
  func effects(module: (UInt32) -> String?) -> [ModuleEffect] {
    var seen: Set<ModuleEffect> = []
    return noted.compactMap { effect in
      guard let name = module(effect.load), let kind = Self.kind(effect), let change = Self.change(effect) else {
        return nil
      }
      let result = ModuleEffect(
        module: name,
        kind: kind,
        change: change,
        subject: effect.subject,
        detail: Order(effect) == nil ? effect.detail : ""
      )
      return seen.insert(result).inserted ? result : nil
    }
  }

  /// Joins what a load does to the order of a list; a list that is as it was when the load began is unchanged.
  private mutating func add(_ order: Order, _ effect: EffectNoted) {
    let last = noted.lastIndex { earlier in
      earlier.load == effect.load && earlier.subject == effect.subject && Order(earlier)?.after == order.before
    }
    guard let last, let first = Order(noted[last]) else { return noted.append(effect) }
    if first.before == order.after {
      noted.remove(at: last)
    } else {
      noted[last].detail = Order(before: first.before, after: order.after).detail
    }
  }

  private static func isPair(_ first: ModuleEffect.Change?, _ second: ModuleEffect.Change?) -> Bool {
    first == .added && second == .removed || first == .removed && second == .added
  }

  /// The agent counts kinds from 1, in this order.
  private static func kind(_ effect: EffectNoted) -> ModuleEffect.Kind? {
    let index = Int(effect.kind) - 1
    return ModuleEffect.Kind.allCases.indices.contains(index) ? ModuleEffect.Kind.allCases[index] : nil
  }

  private static func change(_ effect: EffectNoted) -> ModuleEffect.Change? {
    let index = Int(effect.change)
    return ModuleEffect.Change.allCases.indices.contains(index) ? ModuleEffect.Change.allCases[index] : nil
  }
}

/// What a list's entries stand in before and after a change, each by a number that the agent gives an order.
private struct Order {
  let before: Substring, after: Substring

  init(before: Substring, after: Substring) {
    self.before = before
    self.after = after
  }

  /// Nil for an effect of another kind.
  init?(_ effect: EffectNoted) {
    let words = effect.detail.split(separator: " ")
    guard effect.change == 0, words.count == 3, words[0] == "order" else { return nil }
    self.init(before: words[1], after: words[2])
  }

  var detail: String { "order \(before) \(after)" }
}
