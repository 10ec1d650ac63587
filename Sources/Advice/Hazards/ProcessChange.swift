internal import ImportGraph
internal import PythonSyntax

/// The program changes what importing may do, or what it leads to: forbids imports, makes errors of warnings, switches off
/// the loggers that exist.
enum ProcessChange: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    if let change = evidence.change(after: name, where: { $0.kind == .importing }) {
      return Reason(
        .importSystem,
        "after \(change.place) (`\(change.subject)`) an import may fail or find something else"
      )
    }
    if let change = evidence.change(after: name, where: { $0.kind == .strictWarnings }) {
      return Reason(.strictWarnings, "after \(change.place) a warning during a later import would be an error")
    }
    return nil
  }
}
