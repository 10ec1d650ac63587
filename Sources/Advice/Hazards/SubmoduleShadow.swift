internal import ImportGraph
internal import PythonSyntax

/// The name is also that of a part of the package: whoever loads the part sets the attribute, and the export would be lost.
///
/// A package that names the part itself (`from . import part`) means it to have the name.
enum SubmoduleShadow: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    let project = evidence.graph.project
    guard name.statement.file.hasSuffix("/__init__.py") else { return nil }
    let package = project.moduleName(of: name.statement.file)
    let named = name.syntax.imports.filter { statement in
      statement.scope == 0 && evidence.names.source(of: statement, in: name.statement.file) == package
    }
    if named.contains(where: { $0.index == name.statement.reference.statement }) { return nil }
    let parts = Set(named.flatMap { name.syntax.names(boundBy: $0) })
    let folder = name.statement.file.dropLast("__init__.py".count)
    for bound in name.boundNames where !parts.contains(bound) {
      let files = ["\(folder)\(bound).py", "\(folder)\(bound)/__init__.py"]
      guard files.contains(where: { evidence.paths.module(of: $0) != nil }) else { continue }
      return Reason(.submoduleShadow, "`\(bound)` is also a part of the package, which would take the name's place")
    }
    return nil
  }
}
