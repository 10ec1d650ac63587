internal import ImportGraph
internal import PythonSyntax

/// The name is also that of a part of the package: whoever loads the part sets the attribute, and the export would be lost.
enum SubmoduleShadow: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    guard name.statement.file.hasSuffix("/__init__.py"), name.importStatement.fromModule != "." else { return nil }
    let folder = name.statement.file.dropLast("__init__.py".count)
    let bound = name.importedName.boundName
    let parts = ["\(folder)\(bound).py", "\(folder)\(bound)/__init__.py"]
    guard evidence.graph.modules.contains(where: { module in module.file.map(parts.contains) ?? false }) else {
      return nil
    }
    return Reason("submodule-shadow", "`\(bound)` is also a part of the package, which would take the name's place")
  }
}
