internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// The program's modules that import each other in a circle, and the doors by which others come in.
///
/// In a circle somebody gets a module that is not complete yet, and who that is depends on which one comes first.
struct ImportCircles {
  private struct Door: Hashable {
    let module: Int
    let place: Place
  }

  private let graph: ImportGraph
  /// By module, its circle's number.
  private var circles: [Int: Int] = [:]
  private var doors: [Int: [Door]] = [:]

  init(_ graph: ImportGraph, _ names: ModuleNames, _ paths: ImportPaths) {
    self.graph = graph
    let isOwn = graph.modules.map { module in module.file.map(graph.project.isOwn) ?? false }
    var count = 0
    for module in isOwn.indices where isOwn[module] && circles[module] == nil {
      let below = paths.forward.reached(from: [module]) { imported, _ in isOwn[imported] }
      let above = paths.backward.reached(from: [module]) { importer, _ in isOwn[importer] }
      let circle = below.indices.filter { below[$0] && above[$0] }
      guard circle.count > 1 else { continue }
      for member in circle { circles[member] = count }
      count += 1
    }
    guard !circles.isEmpty else { return }
    for path in graph.project.paths where graph.project.isOwn(path) {
      guard let syntax = graph.project.files[path] else { continue }
      let own = paths.module(of: path).flatMap { circles[$0] }
      for statement in syntax.imports {
        let source = names.source(of: statement, in: path)
        for name in statement.names {
          let full = source.map { "\($0).\(name.name)" } ?? name.name
          let parts = full.split(separator: ".").map(String.init)
          let members = parts.indices.compactMap { paths.numbers[parts[...$0].joined(separator: ".")] }
          guard let first = members.first(where: { circles[$0] != nil }), let circle = circles[first], circle != own
          else {
            continue
          }
          let place = Place(path: graph.project.relativePath(of: path), line: statement.line)
          doors[circle, default: []].append(Door(module: first, place: place))
        }
      }
    }
  }

  /// Who else enters a circle that some modules lead to, by another door.
  func otherDoor(into modules: some Sequence<Int>, besides place: Place) -> (inside: String, place: Place)? {
    for module in modules {
      guard let circle = circles[module], let all = doors[circle], Set(all.map(\.module)).count > 1 else { continue }
      guard let own = all.first(where: { $0.place.path == place.path && $0.place.line == place.line }) else { continue }
      if let other = all.first(where: { $0.module != own.module }) {
        return (graph.modules[own.module].name, other.place)
      }
    }
    return nil
  }
}
