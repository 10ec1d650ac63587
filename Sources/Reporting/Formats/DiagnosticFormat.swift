extension OutputFormat {
  /// Diagnostics in a form that is written of nothing else.
  ///
  /// - Returns: the bytes of a file; none for the forms that each report writes in its own way: text, JSON and Markdown.
  func bytes(of diagnostics: [Diagnostic], in repository: Repository) -> [UInt8] {
    switch self {
    case .text, .json, .markdown: []
    case .concise: Concise.bytes(of: diagnostics, in: repository)
    case .github: GitHubAnnotations.bytes(of: diagnostics, in: repository)
    case .gitlab: GitLabCodeQuality.bytes(of: diagnostics, in: repository)
    case .rdjson: RDJSON.bytes(of: diagnostics, in: repository)
    case .rdjsonl: RDJSONLines.bytes(of: diagnostics, in: repository)
    case .sarif: SARIF.bytes(of: diagnostics, in: repository)
    case .junit: JUnit.bytes(of: diagnostics, in: repository)
    }
  }
}
