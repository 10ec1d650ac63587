public import Advice
internal import Foundation
internal import ImportGraph
internal import Launching
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
  /// The request to merge the commits; nil for none.
  public let submission: Submission?
  private let repository: GitRepository

  /// Looks whether there is a repository that the commits can go into, before anything is run.
  ///
  /// - Parameters:
  ///   - job: the program.
  ///   - branch: the branch that is to lead to the commits.
  ///   - request: what is wanted of a request to merge them; nil for none.
  /// - Throws: `PublishingError`.
  public init(_ job: Job, branch: String?, request: Submission.Settings? = nil) throws(PublishingError) {
    repository = try GitRepository(around: job.start.root)
    self.branch = branch
    if let branch { try repository.checkBranch(branch) }
    try repository.checkClean(below: job.start.root)
    guard let request else {
      submission = nil
      return
    }
    submission = try Submission(
      request,
      for: CommitMessage.name(of: job.start.title),
      in: repository,
      variables: Environment.inherited
    )
  }

  /// What was made.
  public struct Result: Sendable {
    /// The subjects of the commits, the first one first.
    public let subjects: [String]
    /// Whether the branch leads to something new; false if it held the same already, or there is none.
    public let isNew: Bool
    /// The files in the folder.
    public let files: [String]
    /// The text of a request to merge the commits.
    public let body: RequestBody
    /// What was done with the request, or would have been, in a rehearsal; nil if none is wanted.
    public let step: Submission.Step?
    /// The request as it is now.
    public let request: OpenRequest?
  }

  /// Makes the commits of a proven patch.
  ///
  /// - Parameters:
  ///   - account: what was proven.
  ///   - proven: the patch.
  ///   - job: the program.
  ///   - command: the words of the command that shows the same again.
  ///   - isRehearsal: whether nothing is to be pushed.
  /// - Returns: what was made.
  /// - Throws: `PublishingError`.
  public func run(
    _ account: Fix.Account,
    _ proven: ProvenPatch,
    of job: Job,
    command: [String],
    isRehearsal: Bool = false
  ) throws(PublishingError) -> Result {
    try repository.checkClean(below: job.start.root)
    let advice = account.advice
    let description = ChangeDescription(
      program: job.start.title,
      command: Self.line(command),
      machine: Self.machine(advice.graph.interpreter),
      advice.graph,
      advice.plan,
      proven.verdict,
      dropped: account.dropped,
      steps: ChangeStep.steps(of: advice.plan, in: advice.graph, by: grouping)
    )
    let body = RequestBody(description)
    var series = try CommitSeries(description, from: advice.graph, form: advice.form, in: repository)
    try series.reuse([submission?.tip, branch.flatMap(repository.tip)].compactMap(\.self))
    let isNew = try branch.map(series.move) ?? false
    let files = try folder.map(series.write) ?? []
    let step = try submission?.step(for: series, body)
    var request: OpenRequest?
    if let submission, let step, !isRehearsal { request = try submission.carryOut(step, series, body) }
    return Result(
      subjects: series.subjects,
      isNew: isNew,
      files: files,
      body: body,
      step: step,
      request: request
    )
  }

  /// Closes the request, if one is open: nothing is proven any more.
  ///
  /// - Parameters:
  ///   - account: what was found instead.
  ///   - job: the program.
  ///   - command: the words of the command that shows the same again.
  ///   - isRehearsal: whether it is to stay open.
  /// - Returns: what was done, or would have been, and whether the branch of the request was removed; nil if none is wanted.
  /// - Throws: `PublishingError`.
  public func withdraw(
    _ account: Fix.Account,
    of job: Job,
    command: [String],
    isRehearsal: Bool
  ) throws(PublishingError) -> (step: Submission.Step, removesBranch: Bool)? {
    guard let submission else { return nil }
    let step = try submission.stepWithoutPatch(isUndecided: account.attempts.last?.verdict.isUndecided ?? false)
    guard case .close(let request) = step, !isRehearsal else { return (step, false) }
    let comment = WithdrawalComment(
      program: job.start.title,
      commit: repository.head,
      command: Self.line(command),
      attempts: account.attempts,
      dropped: account.dropped,
      account.advice.graph
    )
    return (step, try submission.close(request, because: comment.text))
  }

  private static func line(_ command: [String]) -> String { command.map(quoted).joined(separator: " ") }

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
