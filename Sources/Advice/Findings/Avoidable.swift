internal import ImportGraph
internal import Recording

/// A library that is used, but by its own description for something that no answer consists of: progress, logging, a console.
enum Avoidable {
  /// What a command says on a terminal is its answer.
  private static let answersOfCommands: Set = ["terminal", "console"]

  static func finding(_ library: LibraryEvidence, isCommand: Bool) -> Finding? {
    guard !library.runs.isEmpty else { return nil }
    let words = Set(
      library.distribution.summary.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    )
    let telling = library.thresholds.avoidableWords.map { $0.lowercased() }.filter {
      words.contains($0) && !(isCommand && answersOfCommands.contains($0))
    }
    let isOwnChoice = library.graph.edges.contains { edge in
      library.modules.contains { $0.index == edge.target }
        && edge.site.map { library.graph.project.isOwn($0.file) } == true
    }
    guard !telling.isEmpty, isOwnChoice else { return nil }
    let count = library.graph.runs.count
    return library.finding(
      .avoidable,
      parts: CostlyParts(library).found().parts,
      evidence:
        "used by \(library.runs.count) of \(count) recorded \(count == 1 ? "event" : "events"), but off the path to "
        + "the answer by its own description: “\(library.distribution.summary)”",
      suggestion: "import it in the branch that shows or logs something, or do without it"
    )
  }
}
