/// The forms in which findings and fixes are written.
public enum OutputFormat: String, CaseIterable, Sendable {
  case text, concise, json, markdown, github, gitlab, rdjson, rdjsonl, sarif, junit

  /// What it is for, in a few words.
  public var purpose: String {
    switch self {
    case .text: "for people"
    case .concise: "one line each: FILE:LINE: RULE: what"
    case .json: "everything, after a versioned schema"
    case .markdown: "for comments and job summaries"
    case .github: "annotations of GitHub Actions, the ten costliest"
    case .gitlab: "GitLab's Code Quality report"
    case .rdjson: "reviewdog"
    case .rdjsonl: "reviewdog, one line each"
    case .sarif: "SARIF 2.1.0: code scanning, editors"
    case .junit: "JUnit's XML: dashboards of tests"
    }
  }
}

/// The tool, as its output names it.
public enum Tool {
  /// Its name.
  public static let name = "libprof"
  /// Its version.
  public static let version = "0.1.0"
  /// The day of that version.
  public static let date = "2026-11-27"
}
