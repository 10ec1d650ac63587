internal import ImportGraph
internal import PythonSyntax

/// Modules that import each other work in the order in which they are loaded now; another one of them first may not.
enum ImportCircle: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    let path = evidence.graph.project.relativePath(of: name.statement.file)
    let place = Place(path: path, line: name.importStatement.line)
    let targets = evidence.targets(of: name.statement)
    guard let (inside, other) = evidence.circles.otherDoor(into: targets, besides: place) else { return nil }
    return Reason(
      .circular,
      "\(inside) is one of several modules that import each other, and \(other) begins with another one of them"
    )
  }
}
