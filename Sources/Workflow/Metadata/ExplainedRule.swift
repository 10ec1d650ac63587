internal import Advice
internal import Reporting
internal import SourceText

/// The page that explains a pattern of findings, a strategy of fixes, a rule of checks or a hazard: the very one whose examples the tests run.
public struct ExplainedRule {
  /// Names of one kind.
  public struct Group: Sendable {
    /// What they are.
    public let title: String
    /// Each name, with a few words.
    public let rules: [(id: String, summary: String)]
  }

  /// The rule's name.
  public let id: String

  /// All that there are pages of.
  public static let groups = [
    Group(title: "Patterns of findings", rules: Finding.Pattern.allCases.map(Rule.init).map { ($0.id, $0.summary) }),
    Group(
      title: "Strategies of fixes",
      rules: PlannedChange.Strategy.allCases.map(Rule.init).map { ($0.id, $0.summary) }
    ),
    Group(title: "Rules of checks", rules: Rule.checks.map { ($0.id, $0.summary) }),
    Group(
      title: "Hazards, for which imports are left alone",
      rules: HazardKind.allCases.map { ($0.rawValue, $0.summary) }
    ),
  ]

  /// The names of all that there are pages of.
  public static var names: [String] { groups.flatMap { $0.rules.map(\.id) } }

  /// Looks a rule up; nil if there is none of that name.
  public init?(_ id: String) {
    guard Self.names.contains(id) else { return nil }
    self.id = id
  }

  /// What may have been meant by a name that there is no page of: the nearest, if one is near.
  public static func nearest(to name: String) -> String? { NearestName.of(name, among: names) }

  /// The page.
  ///
  /// - Throws: `WorkflowError` where the pages are not beside the tool.
  public func page() throws(WorkflowError) -> String {
    let file = "\(id).md"
    let places = [
      "share/libprof/Explanations", "Tests/ReportingTests/Findings", "Tests/RewritingTests/Examples",
      "Tests/ReportingTests/Checks", "Tests/AdviceTests/Hazards",
    ]
    guard let folder = ToolFolder.path(holding: file, in: places),
      let bytes = RegularFile.contents(of: "\(folder)/\(file)")
    else { throw .pageMissing(file: file, installed: places[0]) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
