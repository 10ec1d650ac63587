public import Advice
public import ImportGraph
internal import PythonSyntax

/// What was left out of a patch because the program showed that it breaks, or is no faster, for people to read.
public struct DroppedText {
  /// A line for each name, with a line end behind each.
  public let text: String

  /// Lists names, each with what was seen.
  public init(_ dropped: [StatementReference: Reason], _ graph: ImportGraph) {
    let lines = dropped.sorted { $0.key < $1.key }.map { statement, reason in
      let project = graph.project
      let place = "\(project.relativePath(of: statement.file)):\(project.line(of: statement))"
      return "  \(place)  `\(project.boundName(of: statement) ?? "?")`  \(reason)\n"
    }
    text = "Dropped, and tried again without:\n" + lines.joined()
  }
}
