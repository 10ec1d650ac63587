internal import ImportGraph
internal import PythonSyntax
internal import Recording

/// Somebody tries to import this module and copes if that fails: a deferred import would let the attempt succeed and fail
/// later, where nobody copes.
enum ProbedModule: Hazard {
  static func reason(against name: CandidateImport, in graph: ImportGraph) -> Reason? {
    let project = graph.project
    guard let own = graph.modules.first(where: { $0.file == name.statement.file }) else { return nil }
    for path in project.paths {
      guard let syntax = project.files[path] else { continue }
      for statement in syntax.imports where !statement.nesting.isDisjoint(with: [.importProbe, .suppress]) {
        let probed = graph.edges.filter { $0.site?.file == path && $0.site?.line == statement.line }.map(\.target)
          .filter { graph.modules[$0].distribution.kind == .firstParty }
        guard graph.closure(of: probed, following: { _ in true }).contains(own.index) else { continue }
        return Reason(
          "probed",
          "\(project.relativePath(of: path)):\(statement.line) tries to import this module and copes with an "
            + "ImportError, which would come too late"
        )
      }
    }
    return nil
  }
}
