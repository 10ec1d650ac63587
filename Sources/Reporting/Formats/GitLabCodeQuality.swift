internal import SourceText

/// GitLab's Code Quality report: a JSON array of what Code Climate calls issues.
///
/// GitLab compares reports by fingerprint, so that of a diagnostic does not depend on its line. Every issue needs a file; what
/// belongs to no line of the program is shown at its `pyproject.toml`.
enum GitLabCodeQuality {
  static func bytes(of diagnostics: [Diagnostic], in repository: Repository) -> [UInt8] {
    encodedJSON(
      diagnostics.map { diagnostic in
        let place = diagnostic.places.first { !$0.isPackaged }
        return Issue(
          checkName: "\(Tool.name)/\(diagnostic.rule.id)",
          description: diagnostic.sentences.joined(separator: " "),
          fingerprint: diagnostic.fingerprint,
          severity: diagnostic.rule.level == .error ? "major" : "minor",
          location: Location(
            path: repository.path(place?.file ?? Repository.manifest),
            lines: Lines(begin: place?.line ?? 1, end: place?.statement?.upperBound.line)
          )
        )
      }
    )
  }

  private struct Issue: Encodable {
    let checkName, description, fingerprint, severity: String
    let location: Location

    enum CodingKeys: String, CodingKey {
      case checkName = "check_name"
      case description, fingerprint, severity, location
    }
  }

  private struct Location: Encodable {
    let path: String
    let lines: Lines
  }

  private struct Lines: Encodable {
    let begin: Int
    let end: Int?
  }
}
