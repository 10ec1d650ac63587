internal import ImportGraph

/// What a module is to the recorded events.
public enum ModuleFate: String, Sendable, CaseIterable {
  /// An event uses it, or a part of it, and no event can do without it.
  case needed
  /// An event could be answered without it, if the program's own imports were written otherwise.
  case avoidable
  /// No event uses it, and it is loaded anyway: for something that must stay.
  case noWin = "no-win"

  /// The fates of all modules of a graph, in their order.
  static func all(of graph: ImportGraph, _ loads: [EventLoads]) -> [ModuleFate] {
    let used = NeededModules(graph).inRun.reduce(into: Set<Int>()) { $0.formUnion($1) }
    // Python loads a package before its parts.
    var packages: Set<Substring> = []
    for module in used {
      var name = graph.modules[module].name[...]
      while let dot = name.lastIndex(of: ".") {
        name = name[..<dot]
        packages.insert(name)
      }
    }
    return graph.modules.map { module in
      if loads.contains(where: { $0.now.contains(module.index) && !$0.floor.contains(module.index) }) {
        return .avoidable
      }
      return used.contains(module.index) || packages.contains(module.name[...]) ? .needed : .noWin
    }
  }
}
