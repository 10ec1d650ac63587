internal import ImportGraph

/// A library that is loaded at every start and needed by some of the events only, or of which costly parts are.
enum RarelyUsed {
  static func finding(_ library: LibraryEvidence) -> Finding? {
    let count = library.graph.runs.count
    let (modules, parts) = CostlyParts(library).found()
    if library.isRare(library.neededShare) {
      return library.finding(
        .rarelyUsed,
        parts: parts,
        evidence:
          "needed by \(library.runs.count) of \(count) recorded events: \(library.events.joined(separator: ", "))",
        suggestion: "defer the imports to the functions that use them"
      )
    }
    guard !modules.isEmpty else { return nil }
    let names = parts.prefix(3).map(\.name).joined(separator: ", ") + (parts.count > 3 ? " and others" : "")
    let share = parts.allSatisfy(\.events.isEmpty) ? "none" : "few"
    return library.finding(
      .rarelyUsed,
      losing: modules,
      parts: parts,
      evidence: "needed in part only: \(share) of \(count) recorded \(count == 1 ? "event" : "events") needs \(names)",
      suggestion: "import what is used from where it is defined, so that the costly sub-packages stay away"
    )
  }
}
