import ArgumentParser
import Recording

/// How often the events of a recording occur, where that is to be other than it was recorded.
struct WeightOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How often a recorded event occurs, relative to the others: EVENT=NUMBER. May be repeated. (default: as recorded)",
      valueName: "event=number"
    )
  )
  var weight: [String] = []

  func validate() throws {
    for text in weight where Self.split(text) == nil {
      throw ValidationError("--weight \(text): write EVENT=NUMBER, the number above 0, as in events/report.json=0.02.")
    }
  }

  /// A recording with the events weighed anew.
  ///
  /// - Throws: `CommandFailure` for an event that was not recorded.
  func applied(to recording: Recording) throws -> Recording {
    var recording = recording
    for (event, number) in weight.compactMap(Self.split) {
      let indices = recording.runs.indices.filter { recording.runs[$0].event == event }
      guard !indices.isEmpty else {
        let known = recording.runs.map(\.event).joined(separator: ", ")
        throw CommandFailure(description: "--weight \(event): no such event was recorded. There are: \(known).")
      }
      for index in indices { recording.runs[index].weight = number }
    }
    return recording
  }

  private static func split(_ text: String) -> (event: String, number: Double)? {
    guard let equals = text.lastIndex(of: "="), let number = Double(text[text.index(after: equals)...]), number > 0,
      number.isFinite
    else { return nil }
    return (String(text[..<equals]), number)
  }
}
