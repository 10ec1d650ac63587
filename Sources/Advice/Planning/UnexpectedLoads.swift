public import ImportGraph

/// What starts of patched programs loaded although every import that was seen to ask for it waits.
///
/// Something asks unseen. A compiled module's import of what is loaded already leaves no trace, and code that looks into
/// `sys.modules` first imports nothing while there is something to find. From then on these count as asking, however the
/// program's imports are written.
public struct UnexpectedLoads: Codable, Hashable, Sendable {
  /// By the module during whose load it happened, which is empty for the program's entry: the modules' names, sorted.
  public private(set) var imports: [String: [String]] = [:]
  /// By event: the modules that its answer asked for, sorted.
  public private(set) var requests: [String: [String]] = [:]

  /// Nothing unexpected.
  public init() {}

  /// Whether nothing unexpected was seen.
  public var isEmpty: Bool { imports.isEmpty && requests.isEmpty }

  /// Takes what starts with a plan loaded beyond what the plan expects.
  ///
  /// Only what nothing explains is kept: what an unexpected module imports by itself comes with it.
  ///
  /// - Parameters:
  ///   - starts: what the patched program loaded.
  ///   - plan: what was changed in it.
  ///   - graph: what the plan was made from.
  /// - Returns: nanoseconds that all the unexpected modules take per start, on the average of the events.
  public mutating func add(_ starts: [StartLoads], with plan: Plan, in graph: ImportGraph) -> Double {
    let changed = Set(plan.changes.map(\.statement))
    let numbers = Dictionary(uniqueKeysWithValues: graph.modules.map { ($0.name, $0.index) })
    var time = 0.0
    for start in starts {
      guard let expected = plan.loads.first(where: { $0.event == start.event })?.planned else { continue }
      for module in start.modules where module.moment != .beforeProgram {
        guard let number = numbers[module.name], !expected.contains(number) else { continue }
        time += start.share * Double(graph.modules[number].selfTime)
        let importer = start.importer(of: module) { numbers[$0] != nil }
        let source = numbers[importer] ?? ImportGraph.entry
        let isExplained = graph.edges(from: source).contains { edge in
          edge.target == number && edge.statement.map { !changed.contains($0) } ?? true
        }
        if isExplained { continue }
        if importer.isEmpty, module.moment == .answer {
          requests[start.event] = Self.sorted(requests[start.event], and: module.name)
        } else {
          imports[importer] = Self.sorted(imports[importer], and: module.name)
        }
      }
    }
    return time
  }

  private static func sorted(_ names: [String]?, and name: String) -> [String] {
    Set(names ?? []).union([name]).sorted()
  }

  /// What asks in addition to a graph's edges.
  func edges(in graph: ImportGraph) -> [ImportEdge] {
    imports.flatMap { importer, names in
      names.compactMap { name in
        guard let source = graph.module(named: importer), let target = graph.module(named: name) else { return nil }
        return ImportEdge(source: source.index, target: target.index, site: nil, statement: nil)
      }
    }
    .sorted { ($0.source, $0.target) < ($1.source, $1.target) }
  }

  /// What an event needs in addition to what a graph's run tells.
  func roots(of event: String, in graph: ImportGraph) -> [Int] {
    (requests[event] ?? []).compactMap { graph.module(named: $0)?.index }
  }
}

extension StartLoads {
  /// The nearest module around a module's load that is known; empty for the program's entry.
  fileprivate func importer(of module: LoadedModule, where isKnown: (String) -> Bool) -> String {
    var importer = module.importer
    while let index = importer {
      if isKnown(modules[index].name) { return modules[index].name }
      importer = modules[index].importer
    }
    return ""
  }
}
