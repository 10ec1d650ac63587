internal import ImportGraph
internal import PythonSyntax

/// A file of the program, perhaps this one, takes the name from this module: by `from`, by `*`, or as an attribute.
enum ReadFromOutside: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    if evidence.offers.isUnknown(name.statement.file) {
      return Reason(.exported, "`__all__` is computed, so `\(name.importedName.boundName)` may be part of it")
    }
    for bound in name.boundNames {
      guard let place = evidence.outsideReads.place(of: bound, in: name.statement.file) else { continue }
      return Reason(.exported, "\(place) takes `\(bound)` from this module")
    }
    return nil
  }
}
