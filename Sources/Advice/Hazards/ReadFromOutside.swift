internal import ImportGraph
internal import PythonSyntax

/// A file of the program, perhaps this one, takes the name from this module: by `from`, by `*`, or as an attribute.
enum ReadFromOutside: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    let bound = name.importedName.boundName
    if name.syntax.exports?.isDynamic == true {
      return Reason("exported", "`__all__` is computed, so `\(bound)` may be part of it")
    }
    guard let place = evidence.outsideReads.place(of: bound, in: name.statement.file) else { return nil }
    return Reason("exported", "\(place) takes `\(bound)` from this module")
  }
}
