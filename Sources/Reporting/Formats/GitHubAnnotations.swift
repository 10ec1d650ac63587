internal import SourceText

/// Workflow commands of GitHub Actions, which show as annotations of the change.
///
/// GitHub shows ten warnings of a step and drops the others, so only the costliest are written, and a notice counts the rest.
enum GitHubAnnotations {
  private static let most = 10

  static func bytes(of diagnostics: [Diagnostic], in repository: Repository) -> [UInt8] {
    let ranked = diagnostics.enumerated().sorted { ($0.element.time, $1.offset) > ($1.element.time, $0.offset) }
    var lines = ranked.prefix(most).map {
      command($0.element.rule.level.rawValue, properties(of: $0.element, repository), $0.element)
    }
    let rest = ranked.dropFirst(most).map(\.element)
    if !rest.isEmpty {
      let time = Figures.time(nanoseconds: rest.reduce(0) { $0 + $1.time })
      lines.append(
        "::notice title=\(property(Tool.name))::\(data("\(rest.count) more, \(time) together, are not shown"))"
      )
    }
    return Array(lines.map { $0 + "\n" }.joined().utf8)
  }

  /// A warning at a line of the repository's files, with the line end behind it.
  static func warning(file: String, line: Int, title: String, message: String) -> [UInt8] {
    Array("::warning file=\(property(file)),line=\(line),title=\(property(title))::\(data(message))\n".utf8)
  }

  private static func properties(of diagnostic: Diagnostic, _ repository: Repository) -> [String] {
    var properties: [String] = []
    if let place = diagnostic.places.first(where: { !$0.isPackaged }) {
      properties = ["file=\(property(repository.path(place.file)))", "line=\(place.line)"]
      if let end = place.statement?.upperBound.line, end > place.line { properties.append("endLine=\(end)") }
    } else if repository.hasManifest {
      properties = ["file=\(property(repository.path(Repository.manifest)))", "line=1"]
    }
    return properties + ["title=\(property("\(Tool.name): \(diagnostic.rule.id)"))"]
  }

  private static func command(_ name: String, _ properties: [String], _ diagnostic: Diagnostic) -> String {
    "::\(name) \(properties.joined(separator: ","))::\(data(diagnostic.sentences.joined(separator: "\n")))"
  }

  /// What stands behind the second `::`; the runner splits its input at line ends.
  private static func data(_ text: String) -> String { escaped(text, ["%": "%25", "\r": "%0D", "\n": "%0A"]) }

  /// What stands behind a `=`.
  private static func property(_ text: String) -> String {
    escaped(text, ["%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"])
  }

  private static func escaped(_ text: String, _ escapes: [Unicode.Scalar: String]) -> String {
    text.unicodeScalars.map { escapes[$0] ?? String($0) }.joined()
  }
}
