/// A line for each diagnostic, as compilers write them: `FILE:LINE: RULE: message`.
enum Concise {
  static func bytes(of diagnostics: [Diagnostic], in repository: Repository) -> [UInt8] {
    let lines = diagnostics.map { diagnostic in
      let place =
        diagnostic.places.first.map { "\($0.file):\($0.line): " }
        ?? (repository.hasManifest ? "\(Repository.manifest): " : "")
      return OneLine.of("\(place)\(diagnostic.rule.id): \(diagnostic.message)") + "\n"
    }
    return Array(lines.joined().utf8)
  }
}

/// Text that is to stay on its line.
enum OneLine {
  /// The text with a blank for each line break.
  static func of(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 })
  }
}
