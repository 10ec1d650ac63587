internal import ImportGraph
internal import PythonSyntax
internal import Synchronization

/// What is loaded later, or not at all, if one imported name is deferred, perhaps together with others.
struct DeferredModules {
  /// By number: those that no import which must stay leads to.
  let later: Set<Int>
  private let paths: ImportPaths
  private let staying: StayingImports

  /// Follows what a statement brings.
  ///
  /// - Parameters:
  ///   - statement: the imported name.
  ///   - staying: the imports that must stay.
  ///   - keeping: the modules that the statement goes on asking for.
  /// - Complexity: O(modules + edges).
  init(behind statement: StatementReference, _ staying: StayingImports, keeping: [Int] = []) {
    self.staying = staying
    paths = staying.paths
    let kept = staying.kept(without: statement)
    let (targets, reachability) = (paths.targets(of: statement), staying.paths.reachability)
    let asked = keeping.isEmpty ? kept : staying.brought(by: keeping)
    later = Set(kept.indices.filter { !kept[$0] && !asked[$0] && reachability.leads(targets, to: $0) })
  }

  /// Whether somebody can have a module without having one that comes later: no import of what leads to it surely leads to
  /// the other one as well.
  func isSeen(_ module: Int, without other: Int) -> Bool {
    guard later.contains(module) else { return true }
    let way = staying.way(past: other)
    // A module cannot be had without the packages that it is in.
    if way.bringers[module] || paths.packages(of: module).contains(where: { way.bringers[$0] }) { return false }
    return paths.isNamedInFunction(module, outside: other) || way.had[module]
  }
}

/// The imports that must stay, and what they alone lead to; asked for many statements, so the answers are kept.
final class StayingImports: Sendable {
  let paths: ImportPaths
  private let isStaying: [Bool]
  private let ways = Mutex<[Int: (bringers: [Bool], had: [Bool])]>([:])
  private let kept: [Bool]

  init(_ staying: Set<StatementReference>, _ paths: ImportPaths) {
    self.paths = paths
    let isStaying = paths.statements.map(staying.contains)
    self.isStaying = isStaying
    kept = Self.reached(paths, isStaying, without: -1)
  }

  /// What stays loaded from the entry on by imports that must stay, and are none of a statement's.
  fileprivate func kept(without statement: StatementReference) -> [Bool] {
    guard let number = paths.number(of: statement), isStaying[number] else { return kept }
    return Self.reached(paths, isStaying, without: number)
  }

  /// What some modules bring with them for sure.
  fileprivate func brought(by modules: [Int]) -> [Bool] {
    paths.forward.reached(from: modules) { _, statement in statement < 0 || isStaying[statement] }
  }

  /// The modules that surely bring another one, and what the entry leads to past all of them.
  fileprivate func way(past other: Int) -> (bringers: [Bool], had: [Bool]) {
    if let known = ways.withLock({ $0[other] }) { return known }
    let bringers = paths.backward.reached(from: [other]) { _, statement in statement < 0 || isStaying[statement] }
    var had = paths.forward.reached(from: [ImportGraph.entry]) { target, _ in !bringers[target] }
    // The entry itself is where the way begins, whatever it brings.
    for node in had.indices where bringers[node] { had[node] = false }
    ways.withLock { $0[other] = (bringers, had) }
    return (bringers, had)
  }

  private static func reached(_ paths: ImportPaths, _ isStaying: [Bool], without number: Int) -> [Bool] {
    paths.forward.reached(from: [ImportGraph.entry]) { _, statement in
      statement < 0 || statement != number && isStaying[statement]
    }
  }
}
