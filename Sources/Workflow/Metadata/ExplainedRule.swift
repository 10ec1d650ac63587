internal import Advice
internal import Reporting
internal import SourceText

/// The page that explains a pattern of findings or a strategy of fixes: the very one whose examples the tests run.
public struct ExplainedRule {
  /// The rule's name.
  public let id: String

  /// All that there are pages of, with a few words each.
  public static var all: [(id: String, summary: String)] { Rule.all.map { ($0.id, $0.summary) } }

  /// Looks a rule up; nil if there is none of that name.
  public init?(_ id: String) {
    guard Rule.all.contains(where: { $0.id == id }) else { return nil }
    self.id = id
  }

  /// The page.
  ///
  /// - Throws: `WorkflowError` where the pages are not beside the tool.
  public func page() throws(WorkflowError) -> String {
    let file = "\(id).md"
    let places = ["share/libprof/Explanations", "Tests/ReportingTests/Findings", "Tests/RewritingTests/Examples"]
    guard let folder = ToolFolder.path(holding: file, in: places),
      let bytes = RegularFile.contents(of: "\(folder)/\(file)")
    else { throw .pageMissing(file: file, installed: places[0]) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
