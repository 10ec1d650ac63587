/// What is loaded after all when some changes of a choice are left out.
struct ReturnedModules {
  /// The statements by which what is loaded with all changes was first found.
  ///
  /// One that is none of these asks for nothing that another one does not ask for too.
  let finders: Set<Int>
  private let model: LoadModel
  private let choice: [Bool]
  /// What is loaded with all changes, event by event.
  private let loaded: [[Bool]]

  init(_ model: LoadModel, _ choice: [Bool]) {
    self.model = model
    self.choice = choice
    let loads = model.events.map { model.loads(in: $0, changing: choice) }
    loaded = loads.map(\.isLoaded)
    finders = loads.reduce(into: []) { $0.formUnion($1.finders) }
  }

  /// What leaving changes out loses.
  struct Loss {
    /// Nanoseconds per start, on the average of the events.
    let time: Double
    /// The modules that come back, event by event.
    fileprivate let modules: [Set<Int>]
  }

  /// What leaving some changes out loses.
  func loss(without statements: [Int]) -> Loss {
    let modules = modules(without: statements)
    return Loss(time: time(of: modules), modules: modules.map(Set.init))
  }

  /// The time alone that leaving some changes out loses.
  func time(without statements: [Int]) -> Double { time(of: modules(without: statements)) }

  /// The modules that come back, event by event.
  ///
  /// - Complexity: O(modules that come back, and their edges).
  private func modules(without statements: [Int]) -> [[Int]] {
    var other = choice
    for statement in statements { other[statement] = false }
    return zip(model.events, loaded).map { event, loaded in
      model.added(to: loaded, in: event, keeping: statements, changing: other)
    }
  }

  /// What two losses have in common, in nanoseconds.
  func common(to first: Loss, _ second: Loss) -> Double {
    zip(first.modules, second.modules).enumerated().reduce(0) { sum, event in
      let (first, second) = event.element
      let (few, many) = first.count < second.count ? (first, second) : (second, first)
      return few.reduce(sum) { many.contains($1) ? $0 + time(of: $1, event.offset) : $0 }
    }
  }

  private func time(of modules: [[Int]]) -> Double {
    modules.enumerated().reduce(0) { sum, event in event.element.reduce(sum) { $0 + time(of: $1, event.offset) } }
  }

  private func time(of module: Int, _ event: Int) -> Double { model.events[event].share * Double(model.times[module]) }
}
