/// What came of a check in any format.
public struct CheckReport {
  private let result: CheckResult
  private let repository: Repository
  /// How headings of text are set off.
  public var style = Style.plain

  /// Takes what is to be shown.
  public init(_ result: CheckResult, in repository: Repository) {
    self.result = result
    self.repository = repository
  }

  /// The report as the bytes of a file.
  public func bytes(_ format: OutputFormat) -> [UInt8] {
    let found = CheckDiagnostics(result)
    let diagnostics = found.all
    return switch format {
    case .text: Array(CheckText(result, style).text(found.failures).utf8)
    case .json: CheckJSON(result, found.failures).bytes
    case .markdown: CheckMarkdown.bytes(of: diagnostics, result)
    case .concise, .github, .gitlab, .rdjson, .rdjsonl, .sarif, .junit: format.bytes(of: diagnostics, in: repository)
    }
  }
}
