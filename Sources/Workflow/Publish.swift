public import Advice
internal import Foundation
internal import ImportGraph
public import Publishing
internal import Recording
public import Reporting
internal import Verification

/// Puts what was proven into the program's repository.
public struct Publish: Sendable {
  /// What each commit is to hold.
  public var grouping = ChangeGrouping.library
  /// The branch that is to lead to the commits; nil for none.
  public var branch: String?
  /// The folder for the commits as files; nil for none.
  public var folder: String?
  private let repository: GitRepository

  /// Looks whether there is a repository that the commits can go into, before anything is run.
  ///
  /// - Parameters:
  ///   - job: the program.
  ///   - branch: the branch that is to lead to the commits.
  /// - Throws: `PublishingError`.
  public init(_ job: Job, branch: String?) throws(PublishingError) {
    repository = try GitRepository(around: job.start.root)
    self.branch = branch
    if let branch { try repository.checkBranch(branch) }
    try repository.checkClean(below: job.start.root)
  }

  /// What was made.
  public struct Result: Sendable {
    /// The subjects of the commits, the first one first.
    public let subjects: [String]
    /// Whether the branch leads to something new; false if it held the same already, or there is none.
    public let isNew: Bool
    /// The files in the folder.
    public let files: [String]
    /// The request to merge the commits.
    public let request: RequestBody
  }

  /// Makes the commits of a proven patch.
  ///
  /// - Parameters:
  ///   - account: what was proven.
  ///   - proven: the patch.
  ///   - job: the program.
  ///   - command: the words of the command that made it.
  /// - Returns: what was made.
  /// - Throws: `PublishingError`.
  public func run(
    _ account: Fix.Account,
    _ proven: ProvenPatch,
    of job: Job,
    command: [String]
  ) throws(PublishingError) -> Result {
    try repository.checkClean(below: job.start.root)
    let advice = account.advice
    let description = ChangeDescription(
      program: job.start.title,
      command: command.map(Self.quoted).joined(separator: " "),
      machine: Self.machine(advice.graph.interpreter),
      advice.graph,
      advice.plan,
      proven.verdict,
      dropped: account.dropped,
      steps: ChangeStep.steps(of: advice.plan, in: advice.graph, by: grouping)
    )
    let series = try CommitSeries(description, from: advice.graph, form: advice.form, in: repository)
    return Result(
      subjects: series.subjects,
      isNew: try branch.map(series.move) ?? false,
      files: try folder.map(series.write) ?? [],
      request: RequestBody(description)
    )
  }

  private static func machine(_ interpreter: Interpreter) -> String {
    let processors = ProcessInfo.processInfo.activeProcessorCount
    return
      "\(ProcessInfo.processInfo.operatingSystemVersionString), \(processors) processors, Python \(interpreter.version)"
  }

  /// A word as a shell reads it.
  private static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty
      && word.unicodeScalars.allSatisfy {
        $0.isASCII
          && ($0.properties.isAlphabetic || $0.properties.numericType != nil
            || "-_./:=,+@%".unicodeScalars.contains($0))
      }
    return isPlain ? word : "'\(word.replacing("'", with: "'\\''"))'"
  }
}
