internal import ImportGraph

/// What each event loads before its response, and what that costs, depending on which imported names are changed.
///
/// A choice is one flag per statement. The graph is packed into arrays, since a plan asks for the cost of thousands of choices.
struct LoadModel {
  struct Event {
    /// Its share of all events.
    let share: Double
    /// The modules it needs however the imports are written.
    let roots: [Int]
    /// By statement: whether the event reaches the name, so that a deferred import would come all the same.
    fileprivate(set) var isReached: [Bool]
  }

  /// The imported names that lead to a module, sorted.
  let statements: [StatementReference]
  private let numbers: [StatementReference: Int]
  /// For each statement the number of its file, and the paths of the files.
  let files: [Int]
  let paths: [String]
  private(set) var events: [Event]
  /// Nanoseconds of each module's own.
  let times: [Int64]
  /// For each module its edges' range in the next two.
  private let firstEdge: [Int]
  private let targets: [Int]
  /// The statement that asks, or -1.
  private let askers: [Int]
  /// For each statement the module and edge of all that it asks for.
  private let asked: [[(source: Int, edge: Int)]]

  /// Packs a graph.
  ///
  /// - Parameters:
  ///   - graph: the graph.
  ///   - narrowed: the statements that will ask for these modules, however they are changed.
  ///   - unexpected: what else was seen to ask.
  init(
    _ graph: ImportGraph,
    narrowed: [StatementReference: [Int]] = [:],
    unexpected: UnexpectedLoads = UnexpectedLoads()
  ) {
    let statements = Self.statements(of: graph)
    let numbers = Dictionary(uniqueKeysWithValues: statements.enumerated().map { ($1, $0) })
    self.statements = statements
    self.numbers = numbers
    paths = Set(statements.map(\.file)).sorted()
    let fileNumbers = Dictionary(uniqueKeysWithValues: paths.enumerated().map { ($1, $0) })
    files = statements.map { fileNumbers[$0.file] ?? 0 }
    times = graph.modules.map { Int64(clamping: $0.selfTime) }
    events = graph.runs.map { run in
      // Whoever reaches a narrowed name has no need of the module that it came by.
      let isReached = statements.map { narrowed[$0] == nil && run.reached.contains($0) }
      let roots = run.roots.union(unexpected.roots(of: run.event, in: graph))
      return Event(share: run.share, roots: roots.sorted(), isReached: isReached)
    }
    var edges = graph.edges + unexpected.edges(in: graph)
    for (statement, modules) in narrowed {
      for source in Set(graph.edges.lazy.filter { $0.statement == statement }.map(\.source)).sorted() {
        edges += modules.filter { $0 != source }.map {
          ImportEdge(source: source, target: $0, site: nil, statement: nil)
        }
      }
    }
    var counts = [Int](repeating: 0, count: graph.modules.count + 1)
    for edge in edges { counts[edge.source + 1] += 1 }
    for index in 1..<counts.count { counts[index] += counts[index - 1] }
    firstEdge = counts
    var next = counts
    var targets = [Int](repeating: 0, count: edges.count)
    var askers = targets
    for edge in edges {
      targets[next[edge.source]] = edge.target
      askers[next[edge.source]] = edge.statement.flatMap { numbers[$0] } ?? -1
      next[edge.source] += 1
    }
    self.targets = targets
    self.askers = askers
    var asked = [[(source: Int, edge: Int)]](repeating: [], count: statements.count)
    for source in times.indices {
      for edge in firstEdge[source]..<firstEdge[source + 1] where askers[edge] >= 0 {
        asked[askers[edge]].append((source, edge))
      }
    }
    self.asked = asked
  }

  /// The imported names of a graph that lead to a module, sorted.
  static func statements(of graph: ImportGraph) -> [StatementReference] {
    Set(graph.edges.compactMap(\.statement)).sorted()
  }

  /// Takes back that an event reaches a name, where its function ran without what needs the name.
  mutating func spare(_ runs: [RunUsage], where isSpared: (StatementReference, RunUsage) -> Bool) {
    for (event, run) in runs.enumerated() where !run.unread.isEmpty {
      for (index, statement) in statements.enumerated() where isSpared(statement, run) {
        events[event].isReached[index] = false
      }
    }
  }

  /// Whether an event reaches a name, so that its import would come however it waits.
  func reaches(_ statement: StatementReference, in event: Event) -> Bool {
    numbers[statement].map { event.isReached[$0] } ?? false
  }

  /// The choice that changes nothing.
  var nothing: [Bool] { [Bool](repeating: false, count: statements.count) }

  /// Which modules an event loads.
  func loaded(in event: Event, changing isChanged: [Bool]) -> [Bool] { loads(in: event, changing: isChanged).isLoaded }

  /// Which modules an event loads, and the statement that each of them was first found to be asked for by, or -1.
  ///
  /// A statement that is none of these asks for nothing that another one does not ask for too.
  ///
  /// - Complexity: O(modules + edges).
  func loads(in event: Event, changing isChanged: [Bool]) -> (isLoaded: [Bool], finders: [Int]) {
    var isLoaded = [Bool](repeating: false, count: times.count)
    var finders = [Int](repeating: -1, count: times.count)
    var pending = event.roots
    pending.append(ImportGraph.entry)
    for node in pending { isLoaded[node] = true }
    while let node = pending.popLast() {
      for edge in firstEdge[node]..<firstEdge[node + 1] {
        let asker = askers[edge]
        if asker >= 0, isChanged[asker], !event.isReached[asker] { continue }
        let target = targets[edge]
        guard !isLoaded[target] else { continue }
        isLoaded[target] = true
        finders[target] = asker
        pending.append(target)
      }
    }
    return (isLoaded, finders)
  }

  /// Which modules an event loads besides if some statements are not changed after all.
  ///
  /// - Parameters:
  ///   - loaded: what it loads with them changed.
  ///   - event: the event.
  ///   - statements: the statements.
  ///   - isChanged: the choice without them.
  /// - Returns: the modules, in the order of being found.
  /// - Complexity: O(modules that are added, and their edges).
  func added(
    to loaded: [Bool],
    in event: Event,
    keeping statements: [Int],
    changing isChanged: [Bool]
  ) -> [Int] {
    var added: [Int] = []
    var isLoaded = loaded
    func load(_ edge: Int) {
      let target = targets[edge]
      guard !isLoaded[target] else { return }
      isLoaded[target] = true
      added.append(target)
    }
    for statement in statements {
      for (source, edge) in asked[statement] where loaded[source] { load(edge) }
    }
    var next = 0
    while next < added.count {
      let node = added[next]
      next += 1
      for edge in firstEdge[node]..<firstEdge[node + 1] {
        let asker = askers[edge]
        if asker < 0 || !isChanged[asker] || event.isReached[asker] { load(edge) }
      }
    }
    return added
  }

  /// Nanoseconds that an event's modules take.
  func time(in event: Event, changing isChanged: [Bool]) -> Double {
    var sum: Int64 = 0
    for (module, isLoaded) in loaded(in: event, changing: isChanged).enumerated() where isLoaded {
      sum += times[module]
    }
    return Double(sum)
  }

  /// Nanoseconds per start, on the average of the events.
  func cost(changing isChanged: [Bool]) -> Double {
    events.reduce(0) { $0 + $1.share * time(in: $1, changing: isChanged) }
  }

  /// The cheapest cut between what an event loads and what it can do without.
  ///
  /// - Parameters:
  ///   - event: the event.
  ///   - weight: by which the modules' times are multiplied.
  ///   - prices: what changing each statement costs, in nanoseconds; nil for one that must stay.
  ///   - openings: what the first change in each file adds; empty for nothing.
  ///   - target: a module that is to stay away at any price; the others then cost nothing.
  /// - Returns: the statements to change, and the value: the weighted time of what stays loaded and the prices paid.
  func minimumCut(
    for event: Event,
    weight: Double,
    prices: [Double?],
    openings: [Double] = [],
    target: Int? = nil
  ) -> (changes: [Int], value: Double) {
    let firstFile = times.count + statements.count
    let sink = firstFile + paths.count
    var network = MinimumCut(nodes: sink + 1)
    if let target { network.connect(target, sink, capacity: MinimumCut.infinite) }
    for (module, time) in times.enumerated() where target == nil {
      network.connect(module, sink, capacity: Int64((Double(time) * weight).rounded()))
    }
    for module in event.roots { network.connect(ImportGraph.entry, module, capacity: MinimumCut.infinite) }
    var sources: Set<[Int]> = []
    for source in times.indices {
      for edge in firstEdge[source]..<firstEdge[source + 1] {
        let asker = askers[edge]
        guard asker >= 0, !event.isReached[asker], let price = prices[asker] else {
          network.connect(source, targets[edge], capacity: MinimumCut.infinite)
          continue
        }
        // All that one name leads to hangs off one node, so that its change is paid for once.
        let node = times.count + asker
        if sources.insert([source, node]).inserted {
          network.connect(source, node, capacity: max(1, Int64(price.rounded())))
          if !openings.isEmpty, case let opening = openings[files[asker]], opening >= 1 {
            // As long as the file is not opened, which is paid for once, none of its names can be cut off.
            let file = firstFile + files[asker]
            if sources.insert([source, file]).inserted {
              network.connect(source, file, capacity: Int64(opening.rounded()))
            }
            network.connect(file, node, capacity: MinimumCut.infinite)
          }
        }
        network.connect(node, targets[edge], capacity: MinimumCut.infinite)
      }
    }
    let (value, side) = network.solve(from: ImportGraph.entry, to: sink)
    let cut = Set(sources.filter { $0[1] < firstFile && side[$0[0]] && !side[$0[1]] }.map { $0[1] - times.count })
    return (cut.sorted(), Double(value))
  }
}
