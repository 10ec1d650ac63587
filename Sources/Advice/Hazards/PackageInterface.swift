internal import ImportGraph
internal import PythonSyntax

/// A package's `__init__.py` is its interface: whatever it imports, others may expect to find in it.
enum PackageInterface: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    guard name.statement.file.hasSuffix("/__init__.py") else { return nil }
    return Reason(
      .packageInterface,
      "`\(name.importedName.boundName)` is part of what the package offers through its __init__.py"
    )
  }
}
