internal import Glibc

extension Configuration {
  /// The files of an entry of events, each with its weight behind its name, as on the command line.
  ///
  /// - Throws: `ConfigurationError` for a pattern that no file has.
  func weighedEvents(_ entry: Entry) throws(ConfigurationError) -> [String] {
    var events: [String] = []
    for value in entry.values {
      let files = files(of: value)
      guard !files.isEmpty else {
        throw ConfigurationError(
          line: entry.line,
          "no file is named like `\(value)`. Write an event into one, as JSON, or correct the pattern."
        )
      }
      events += files.filter { !events.contains($0) }
    }
    return events.map { event in
      let weight = weights.last { $0.event == event } ?? weights.last { files(of: $0.event).contains(event) }
      return weight.map { "\(event):\($0.number)" } ?? event
    }
  }

  /// Weights are of events that are set.
  func checkWeights() throws(ConfigurationError) {
    let patterns = entries.first { $0.setting.key == "events" }?.values ?? []
    let events = Set(patterns + patterns.flatMap(files))
    guard let unknown = weights.first(where: { !events.contains($0.event) }) else { return }
    throw ConfigurationError(
      line: unknown.line,
      "`\(unknown.event)` is none of the events. Add it to `events`, or take its weight away."
    )
  }

  /// The files that a pattern stands for, sorted; what is no pattern stands for itself, whether it is there or not.
  private func files(of pattern: String) -> [String] {
    guard pattern.contains(where: { "*?[".contains($0) }) else { return [pattern] }
    let isAbsolute = pattern.hasPrefix("/")
    // The folder's own name is none.
    let base = isAbsolute ? "" : folder.map { "*?[\\".contains($0) ? "\\\($0)" : "\($0)" }.joined() + "/"
    var found = unsafe glob_t()
    defer { unsafe globfree(&found) }
    guard unsafe glob(base + pattern, 0, nil, &found) == 0 else { return [] }
    let paths = unsafe (0..<Int(found.gl_pathc)).compactMap {
      unsafe found.gl_pathv[$0].map { unsafe String(cString: $0) }
    }
    return isAbsolute ? paths : paths.map { String($0.dropFirst(folder.count + 1)) }
  }
}
