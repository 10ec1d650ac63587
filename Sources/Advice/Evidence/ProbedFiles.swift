internal import ImportGraph
internal import PythonSyntax
internal import Recording

/// The program's files that some import leads to whose failure somebody copes with.
struct ProbedFiles {
  private var places: [String: Place] = [:]

  /// Follows every such import once.
  init(_ graph: ImportGraph) {
    let project = graph.project
    for path in project.paths {
      guard let syntax = project.files[path] else { continue }
      for statement in syntax.imports where !statement.nesting.isDisjoint(with: [.importProbe, .suppress]) {
        let probed = graph.edges.filter { $0.site?.file == path && $0.site?.line == statement.line }.map(\.target)
          .filter { graph.modules[$0].distribution.kind == .firstParty }
        guard !probed.isEmpty else { continue }
        let place = Place(path: project.relativePath(of: path), line: statement.line)
        for module in graph.closure(of: probed, following: { _ in true }) {
          guard let file = graph.modules[module].file, places[file] == nil else { continue }
          places[file] = place
        }
      }
    }
  }

  /// Where the import that leads to a file is tried.
  func place(leadingTo file: String) -> Place? { places[file] }
}
