internal import ImportGraph

/// A library that is loaded and that none of the recorded events needs.
enum Unused {
  static func finding(_ library: LibraryEvidence) -> Finding? {
    guard library.runs.isEmpty else { return nil }
    let count = library.graph.runs.count
    // What a number of starts without use lets one say (Hanley and Lippman-Hand 1983).
    let bound = count >= 3 ? "; no use in \(count) starts means at most about 3/\(count), 95 %" : ""
    return library.finding(
      .unused,
      parts: CostlyParts(library).found().parts,
      evidence: "needed by none of \(count) recorded \(count == 1 ? "event" : "events")\(bound)",
      suggestion: "remove the imports, or defer them to the functions that use them"
    )
  }
}
