public import ImportGraph
public import Rewriting
internal import Verification

/// What came of a fix in any format.
public struct FixReport {
  private let graph: ImportGraph
  private let attempts: [VerdictJSON.Attempt]
  private let fixes: [AtomicFix]
  private let document: VerdictJSON
  private let repository: Repository

  /// Takes what is to be shown.
  ///
  /// - Parameters:
  ///   - graph: what the patches were planned from.
  ///   - attempts: the patches in the order in which they were tried; the last one decides.
  ///   - fixes: the parts of the last one.
  ///   - document: all that was measured.
  ///   - repository: where the program lies.
  public init(
    _ graph: ImportGraph,
    attempts: [VerdictJSON.Attempt],
    fixes: [AtomicFix],
    document: VerdictJSON,
    in repository: Repository
  ) {
    self.graph = graph
    self.attempts = attempts
    self.fixes = fixes
    self.document = document
    self.repository = repository
  }

  /// The report as the bytes of a file; in all formats but JSON and Markdown, of a patch that was not proven nothing.
  public func bytes(_ format: OutputFormat) -> [UInt8] {
    let proven = attempts.last.flatMap { $0.verdict.isProven ? $0 : nil }
    let diagnostics = proven.map { FixDiagnostics(fixes, $0.plan, $0.verdict, graph).all } ?? []
    return switch format {
    case .text: proven?.patch.diff ?? []
    case .json: document.bytes
    case .markdown: FixMarkdown.bytes(of: diagnostics, attempts.last, graph)
    case .concise, .github, .gitlab, .rdjson, .rdjsonl, .sarif, .junit: format.bytes(of: diagnostics, in: repository)
    }
  }
}
