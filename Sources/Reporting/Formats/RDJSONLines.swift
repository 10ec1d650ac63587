/// Reviewdog's diagnostic format as JSON lines: a `Diagnostic` message on each.
enum RDJSONLines {
  static func bytes(of diagnostics: [Diagnostic], in repository: Repository) -> [UInt8] {
    RDJSON.messages(of: diagnostics, in: repository).flatMap { encodedJSON($0) }
  }
}
