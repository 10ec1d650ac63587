internal import ImportGraph

/// A test replaces the name in this module (`mock.patch("app.work")`), and takes from what is there which kind of stand-in it
/// makes; of a lazy name it would see only what waits.
///
/// The program's tests replace names of its own modules and of packages, but only those of a package's authors look at the
/// names that its modules import.
enum LazyPatchedName: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    guard evidence.graph.project.package(of: name.statement.file) == nil else { return nil }
    return PatchedByTests.reason(naming: name, in: evidence)
  }
}
