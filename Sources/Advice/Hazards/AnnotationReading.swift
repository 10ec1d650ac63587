internal import ImportGraph
internal import PythonSyntax

/// Something in the program looks annotations up, and would not find a name that only type checkers see.
///
/// Which annotations it gets to see cannot be told, but for those of functions that are registered to be chosen by type: a
/// function is handed over as easily as decorated.
enum AnnotationReading: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    guard let (place, reader) = evidence.annotationReadings.reading(of: name.statement.file) else { return nil }
    return Reason(
      .annotationsRead,
      "annotations name `\(name.importedName.boundName)`, and `\(reader)` (\(place)) may look annotations up while the "
        + "program runs"
    )
  }
}
