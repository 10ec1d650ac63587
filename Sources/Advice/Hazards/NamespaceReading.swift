internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// Another file reads all names of modules that it finds by their names, and would miss one that waits, or get what stands
/// for it (PEP 810: a module's `__dict__` holds lazy objects as they are).
enum NamespaceReading: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    guard let place = evidence.namespaceReadings.place(reading: name.statement.file, in: evidence.graph.project) else {
      return nil
    }
    return Reason(.dynamicNames, "\(place) reads all names of a module in `sys.modules`, which may be this one")
  }
}
